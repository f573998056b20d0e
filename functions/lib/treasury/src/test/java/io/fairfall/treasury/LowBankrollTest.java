package io.fairfall.treasury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Wei;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsChange;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LowBankrollTest {
  private final SettingsJournal settings =
      new SettingsJournal(new MemoryJournals(), InstantSource.system());
  private final List<String> alarms = new ArrayList<>();
  private final LowBankroll lowBankroll =
      new LowBankroll(settings, new Breaker(settings, (metric, facts) -> alarms.add(metric)));

  @Test
  void withoutABoundNoBankrollIsTooLow() {
    assertFalse(lowBankroll.check(bankroll(-1_000)));
    assertFalse(settings.current(0, true).settings().bettingPaused());
  }

  @Test
  void aBankrollAtTheBoundIsEnough() {
    demand(500);
    assertFalse(lowBankroll.check(bankroll(500)));
  }

  @Test
  void aBankrollBelowTheBoundPausesBettingOnceAndSaysWhy() {
    demand(500);
    assertTrue(lowBankroll.check(bankroll(499)));
    assertFalse(lowBankroll.check(bankroll(498)));
    assertEquals(2, settings.current(0, true).version());
    assertEquals(List.of(Breaker.METRIC), alarms);
    SettingsChange change = SettingsJournal.change(settings.latest(Long.MAX_VALUE, 1).getFirst());
    assertTrue(change.settings().bettingPaused());
    assertEquals("bankroll", change.by());
    assertEquals(
        "the bankroll is 0.000000000000000499 ETH, below minBankroll, 0.0000000000000005 ETH",
        change.reason());
  }

  private void demand(long wei) {
    settings.change(
        now -> Settings.INITIAL.with(SettingKeys.MIN_BANKROLL, Wei.of(wei)), "a test", "ann");
  }

  private static HouseBalance bankroll(long wei) {
    return new HouseBalance(1, BigInteger.ZERO, BigInteger.valueOf(wei));
  }
}
