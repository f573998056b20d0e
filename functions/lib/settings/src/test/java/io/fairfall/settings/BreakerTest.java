package io.fairfall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final MemoryJournals journals = new MemoryJournals();
  private final SettingsJournal settings = new SettingsJournal(journals, InstantSource.system());
  private final List<String> counted = new ArrayList<>();
  private final Breaker breaker =
      new Breaker(settings, (metric, facts) -> counted.add(metric + " " + facts.get("by")));

  @Test
  void aPauseIsOneEntryHoweverOftenItIsWantedAndAlarmsEachTime() {
    assertTrue(breaker.pauseBetting(Breaker.Part.AUDIT, "3 entries differ"));
    assertFalse(breaker.pauseBetting(Breaker.Part.BANKROLL, "too small"));
    assertEquals(1, settings.current(0, true).version());
    SettingsChange change = SettingsJournal.change(settings.latest(Long.MAX_VALUE, 1).getFirst());
    assertEquals("audit", change.by());
    assertEquals("3 entries differ", change.reason());
    assertEquals(List.of("BettingPausedByItself audit", "BettingPausedByItself bankroll"), counted);
  }

  @Test
  void onlyBettingIsPausedAndAnOperatorResumesIt() {
    breaker.pauseBetting(Breaker.Part.INDEXER, "r".repeat(500));
    Settings paused = settings.current(0, true).settings();
    assertTrue(paused.bettingPaused());
    assertFalse(paused.withdrawalsPaused());
    settings.change(now -> Settings.INITIAL, "looked at it", "ada");
    assertTrue(breaker.pauseBetting(Breaker.Part.INDEXER, "again"));
  }

  @Test
  void settingsGoBeforeDeployedBoundsAndMustNotContradictThem() {
    BetBounds deployed = BetBounds.parse("10", "100", "1000");
    assertEquals(deployed, deployed.under(Settings.INITIAL, BigInteger.valueOf(100_000)));
    Settings low =
        Settings.INITIAL.toBuilder()
            .set(SettingKeys.MAX_STAKE, Wei.of(50))
            .set(SettingKeys.MAX_PROFIT_SHARE, 100)
            .build();
    assertEquals(
        new BetBounds(Wei.of(10), Wei.of(50), Wei.of(7)),
        deployed.under(low, BigInteger.valueOf(700)));
    Settings high = Settings.INITIAL.with(SettingKeys.MIN_STAKE, Wei.of(101));
    assertThrows(IllegalArgumentException.class, () -> deployed.under(high, BigInteger.ZERO));
  }
}
