package io.fairfall.withdrawals.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutHalt;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who paused betting says what stops payouts, however many changes came after that. */
class HaltsTest {
  private final SettingsJournal settings =
      new SettingsJournal(new MemoryJournals(), () -> Instant.ofEpochMilli(1_000));
  private final Halts halts = new Halts(settings);

  private long version() {
    return settings.current(0, true).version();
  }

  private void pause(String by) {
    assertEquals(version() + 1, settings.change(Settings::pauseBetting, "a reason", by).version());
  }

  @ParameterizedTest
  @CsvSource({"indexer, INDEXER_HALTED", "audit, AUDIT_DIFFERS"})
  void aPartThatPausedStopsPayoutsUntilBettingGoesOn(String part, PayoutHalt halt) {
    assertEquals(Set.of(), halts.now());
    pause(part);
    assertEquals(Set.of(halt), halts.now());
    for (int change = 1; change <= 101; change++) {
      Wei stake = Wei.of(1_000 + change);
      assertEquals(
          change + 1,
          settings.change(all -> all.with(SettingKeys.MAX_PROFIT, stake), "more", "ann").version());
      assertEquals(Set.of(halt), halts.now(), change + " changes later");
    }
    assertEquals(
        103,
        settings
            .change(all -> all.with(SettingKeys.BETTING_PAUSED, false), "well", "ann")
            .version());
    assertEquals(Set.of(), halts.now());
  }

  @Test
  void aPauseBecauseOfASmallBankrollStopsNone() {
    pause("bankroll");
    assertEquals(Set.of(), halts.now());
  }

  @Test
  void aPauseOfAnOperatorAfterWhichThePartSaysSoTooIsTheOperators() {
    pause("ann");
    assertEquals(1, settings.change(Settings::pauseBetting, "a reason", "indexer").version());
    assertEquals(Set.of(), halts.now());
  }

  @Test
  void pausedWithdrawalsAreAHaltOfTheirOwn() {
    pause("audit");
    assertEquals(
        2,
        settings
            .change(all -> all.with(SettingKeys.WITHDRAWALS_PAUSED, true), "wait", "ann")
            .version());
    assertEquals(Set.of(PayoutHalt.AUDIT_DIFFERS, PayoutHalt.WITHDRAWALS_PAUSED), halts.now());
  }
}
