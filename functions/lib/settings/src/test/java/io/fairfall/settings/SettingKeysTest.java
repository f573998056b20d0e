package io.fairfall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.money.Wei;
import io.fairfall.settings.SettingRefusedException.Rule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The list is whole, and says everything of each setting. */
class SettingKeysTest {
  @Test
  void everyDeclaredSettingIsInTheListInTheOrderOfItsDeclaration() {
    List<String> declared =
        Arrays.stream(SettingKeys.class.getFields())
            .filter(field -> Setting.class.isAssignableFrom(field.getType()))
            .map(SettingKeysTest::name)
            .toList();
    assertEquals(declared, SettingKeys.ALL.stream().map(Setting::name).toList());
  }

  private static String name(Field field) {
    try {
      return ((Setting<?>) field.get(null)).name();
    } catch (IllegalAccessException notPublic) {
      throw new AssertionError(notPublic);
    }
  }

  @Test
  void newerSettingsComeLast() {
    int format = 1;
    for (Setting<?> setting : SettingKeys.ALL) {
      assertTrue(setting.since() >= format, setting + " stands behind newer ones");
      assertTrue(setting.since() <= format + 1, "no setting came with format " + (format + 1));
      format = setting.since();
    }
    assertEquals(format, SettingKeys.FORMAT);
  }

  @Test
  void eachHasNamesOfItsOwnAndIsDescribed() {
    HashSet<String> names = new HashSet<>();
    for (Setting<?> setting : SettingKeys.ALL) {
      assertTrue(names.add(setting.name()), setting.name());
      assertTrue(names.add(setting.option()), setting.option());
      assertTrue(setting.option().matches("[a-z]+(-[a-z]+)*"), setting.option());
      assertTrue(setting.description().endsWith("."), setting + " is not described");
      assertFalse(setting.otherwise().isBlank(), setting + " does not say what counts without it");
    }
  }

  @Test
  void everyPauseIsOneOfThem() {
    assertEquals(
        SettingKeys.PAUSES,
        SettingKeys.ALL.stream().filter(setting -> setting.form() == SettingForm.PAUSE).toList());
  }

  @Test
  void aNameThatNoSettingHasIsRefusedByName() {
    var refused =
        assertThrows(SettingRefusedException.class, () -> SettingKeys.named("minimumStake"));
    assertEquals("minimumStake", refused.setting());
    assertEquals(Rule.UNKNOWN_SETTING, refused.rule());
  }

  @Test
  void playersAreToldOfWhatTheyMeetAlone() {
    assertEquals(
        List.of(
            "bettingPaused",
            "withdrawalsPaused",
            "raisedMaxStake",
            "rolloutPercent",
            "withdrawalMinimum",
            "withdrawalDayLimit",
            "withdrawalMonthLimit",
            "withdrawalWaitAfterDeposit"),
        PublicSettings.KEYS.stream().map(Setting::name).toList());
  }

  @Test
  void theLargestWithdrawalIsTheSmallerOfBothLimits() {
    Settings month = Settings.INITIAL.with(SettingKeys.WITHDRAWAL_MONTH_LIMIT, Wei.of(9));
    assertEquals(Optional.empty(), Settings.INITIAL.withdrawalMaximum());
    assertEquals(Optional.of(Wei.of(9)), month.withdrawalMaximum());
    assertEquals(
        Optional.of(Wei.of(8)),
        month.with(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(8)).withdrawalMaximum());
  }

  @Test
  void nobodyWaitsLongerThanAWeekAfterADeposit() {
    int most = SettingKeys.MAX_WITHDRAWAL_WAIT_SECONDS;
    assertEquals(most, SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT.parse("168h"));
    assertThrows(
        SettingRefusedException.class,
        () -> SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT.parse((most + 1) + "s"));
  }
}
