package io.fairfall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.settings.SettingRefusedException.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, read exactly or refused. */
class SettingFormTest {
  @ParameterizedTest
  @CsvSource({"100bp, 100", "1%, 100", "0.5%, 50", "0.01%, 1", "100%, 10000", "7bp, 7"})
  void aShareIsReadExactly(String text, int basisPoints) {
    assertEquals(basisPoints, SettingForm.SHARE_OF_BANKROLL.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0.001%", "-1%", "1e2bp", "1 %", "100 bp"})
  void aShareWithoutItsUnitOrWithMoreThanABasisPointIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> SettingForm.SHARE_OF_BANKROLL.parse(text));
  }

  @Test
  void aPercentageIsWholeWithOrWithoutItsSign() {
    assertEquals(10, SettingForm.PERCENT_OF_PLAYERS.parse("10"));
    assertEquals(10, SettingForm.PERCENT_OF_PLAYERS.parse("10%"));
    assertThrows(IllegalArgumentException.class, () -> SettingForm.PERCENT_OF_PLAYERS.parse("1.5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minStake                     | 0       | OUT_OF_BOUNDS
          minStake                     | 1e-3    | WRONG_FORM
          minStake                     | -1      | WRONG_FORM
          rolloutPercent               | 101     | OUT_OF_BOUNDS
          rolloutPercent               | 1.5     | WRONG_FORM
          maxProfitShareBasisPoints    | 0bp     | OUT_OF_BOUNDS
          maxProfitShareBasisPoints    | 100.01% | OUT_OF_BOUNDS
          maxRoundLossShareBasisPoints | 10      | WRONG_FORM
          bettingPaused                | yes     | WRONG_FORM
          withdrawalWaitAfterDeposit   | 90      | WRONG_FORM
          withdrawalWaitAfterDeposit   | 999999h | WRONG_FORM
          withdrawalWaitAfterDeposit   | 169h    | OUT_OF_BOUNDS
          """)
  void whatAPersonMistypedIsRefusedWithWhatWouldDo(String name, String text, Rule rule) {
    Setting<?> setting = SettingKeys.named(name);
    var refused = assertThrows(SettingRefusedException.class, () -> setting.parse(text));
    assertEquals(rule, refused.rule());
    assertEquals(name, refused.setting());
    assertEquals("must be " + setting.taken(), refused.getMessage());
  }

  @Test
  void whatIsTakenSaysTheBoundsToo() {
    assertEquals(
        "ether, like 0.25, with at most 18 decimals, more than 0", SettingKeys.MIN_STAKE.taken());
    assertEquals(
        "ether, like 0.25, with at most 18 decimals, at least min-stake",
        SettingKeys.MAX_STAKE.taken());
    assertEquals(
        "a share, like 100bp or 1%, from 0.01% to 100% of the bankroll",
        SettingKeys.MAX_PROFIT_SHARE.taken());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minStake                     | 0.25 | 0.25 ETH
          minStake                     | 2    | 2 ETH
          rolloutPercent               | 10%  | 10% of players
          maxProfitShareBasisPoints    | 50bp | 0.5% of the bankroll
          maxRoundLossShareBasisPoints | 10%  | 10% of the bankroll
          bettingPaused                | open | open
          withdrawalWaitAfterDeposit   | 90s  | 90 s
          withdrawalWaitAfterDeposit   | 120s | 2 min
          withdrawalWaitAfterDeposit   | 24h  | 24 h
          withdrawalWaitAfterDeposit   | 0s   | 0 s
          """)
  void whatIsReadIsShownWithItsUnit(String name, String text, String shown) {
    assertEquals(shown, reread(SettingKeys.named(name), text));
  }

  private static <V extends Comparable<V>> String reread(Setting<V> setting, String text) {
    return setting.form().text(setting.parse(text));
  }
}
