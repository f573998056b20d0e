package io.fairfall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.json.JsonCodec;
import io.fairfall.money.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as they stand in an entry. What stood there before is in the golden files. */
class SettingsJsonTest {
  private static final String EVERYTHING =
      """
      {"bettingPaused":true,"withdrawalsPaused":true,"minStake":"1","maxStake":"2",\
      "maxProfit":"3","raisedMaxStake":"4","rolloutPercent":5,"maxProfitShareBasisPoints":6,\
      "minBankroll":"7","maxRoundLossShareBasisPoints":8,\
      "secondOperatorAbove":"9","withdrawalMinimum":"10","withdrawalDayLimit":"11",\
      "withdrawalMonthLimit":"12","withdrawalApprovalAbove":"13","withdrawalWaitAfterDeposit":14}\
      """;

  @Test
  void everySettingIsWrittenUnderItsOwnName() {
    Settings settings =
        Settings.INITIAL.toBuilder()
            .set(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT, 14)
            .set(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(13))
            .set(SettingKeys.WITHDRAWAL_MONTH_LIMIT, Wei.of(12))
            .set(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(11))
            .set(SettingKeys.WITHDRAWAL_MINIMUM, Wei.of(10))
            .set(SettingKeys.SECOND_OPERATOR_ABOVE, Wei.of(9))
            .set(SettingKeys.MAX_ROUND_LOSS_SHARE, 8)
            .set(SettingKeys.MIN_BANKROLL, Wei.of(7))
            .set(SettingKeys.MAX_PROFIT_SHARE, 6)
            .set(SettingKeys.ROLLOUT_PERCENT, 5)
            .set(SettingKeys.RAISED_MAX_STAKE, Wei.of(4))
            .set(SettingKeys.MAX_PROFIT, Wei.of(3))
            .set(SettingKeys.MAX_STAKE, Wei.of(2))
            .set(SettingKeys.MIN_STAKE, Wei.of(1))
            .set(SettingKeys.WITHDRAWALS_PAUSED, true)
            .set(SettingKeys.BETTING_PAUSED, true)
            .build();
    assertEquals(EVERYTHING, JsonCodec.write(settings));
    assertEquals(settings, read(EVERYTHING));
    SettingKeys.ALL.forEach(
        setting -> assertTrue(EVERYTHING.contains('"' + setting.name() + '"'), setting.name()));
  }

  @Test
  void defaultsAreWrittenAndWhatIsNotSetIsNot() {
    assertEquals(
        "{\"bettingPaused\":false,\"withdrawalsPaused\":false,\"rolloutPercent\":0}",
        JsonCodec.write(Settings.INITIAL));
    assertEquals(Settings.INITIAL, read("{}"));
    assertEquals(Settings.INITIAL, read("{\"minStake\":null}"));
  }

  @Test
  void whatANewerBuildHasSetIsKept() {
    String newer =
        "{\"bettingPaused\":false,\"withdrawalsPaused\":false,\"rolloutPercent\":0,"
            + "\"laterSetting\":3,\"notice\":{\"text\":\"closed \\u2014 back at 8\"}}";
    Settings settings = read(newer);
    assertEquals(newer, JsonCodec.write(settings));
    assertEquals(
        newer.replace("\"bettingPaused\":false", "\"bettingPaused\":true"),
        JsonCodec.write(settings.pauseBetting()));
    assertNotEquals(Settings.INITIAL, settings);
  }

  @Test
  void playersAreNotToldWhatANewerBuildHasSet() {
    Settings settings = read("{\"bettingPaused\":true,\"minBankroll\":\"9\",\"laterSetting\":3}");
    assertEquals(
        "{\"bettingPaused\":true,\"withdrawalsPaused\":false,\"rolloutPercent\":0}",
        JsonCodec.write(PublicSettings.of(settings)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"bettingPaused\":null}",
        "{\"rolloutPercent\":null}",
        "{\"bettingPaused\":\"yes\"}",
        "{\"rolloutPercent\":101}",
        "{\"rolloutPercent\":-1}",
        "{\"rolloutPercent\":1,\"rolloutPercent\":1}",
        "{\"laterSetting\":1,\"laterSetting\":1}",
        "{\"minStake\":\"0\"}",
        "{\"withdrawalMinimum\":\"0\"}",
        "{\"withdrawalDayLimit\":\"0\"}",
        "{\"withdrawalMonthLimit\":\"0\"}",
        "{\"withdrawalMinimum\":\"3\",\"withdrawalDayLimit\":\"2\"}",
        "{\"withdrawalDayLimit\":\"3\",\"withdrawalMonthLimit\":\"2\"}",
        "{\"withdrawalWaitAfterDeposit\":-1}",
        "{\"withdrawalWaitAfterDeposit\":604801}",
        "{\"minStake\":\"1e3\"}",
        "{\"minStake\":\"2\",\"maxStake\":\"1\"}",
        "{\"maxProfitShareBasisPoints\":0}",
        "{\"maxProfitShareBasisPoints\":10001}",
        "{\"maxRoundLossShareBasisPoints\":10001}"
      })
  void whatNoBuildCanHaveWrittenIsNotRead(String json) {
    assertThrows(RuntimeException.class, () -> read(json));
  }

  private static Settings read(String json) {
    return JsonCodec.fromStore(Settings.class, json);
  }
}
