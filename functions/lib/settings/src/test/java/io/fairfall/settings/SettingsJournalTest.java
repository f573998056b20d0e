package io.fairfall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.TooManyConflictsException;
import io.fairfall.money.Wei;
import io.fairfall.resilience.Backoff;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettingsJournalTest {
  private static final int TRIES = 4;

  private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final MemoryJournals journals = new MemoryJournals();
  private final SettingsJournal operators = new SettingsJournal(journals, clock);
  private final SettingsJournal player = new SettingsJournal(journals, clock);

  @Test
  void aChangeTakesEffectWithinSeconds() {
    assertFalse(player.current(0, false).settings().bettingPaused());
    operators.change(Settings::pauseBetting, "a test", "an operator");
    assertFalse(player.current(0, false).settings().bettingPaused());
    nowMs.addAndGet(SettingsJournal.FRESH_MS);
    assertTrue(player.current(0, false).settings().bettingPaused());
  }

  @Test
  void whoAsksForTheNewestGetsIt() {
    player.current(0, false);
    operators.change(Settings::pauseBetting, "a test", "an operator");
    assertTrue(player.current(0, true).settings().bettingPaused());
  }

  @Test
  void aVersionThatWasSeenIsNeverGoneBackBehind() {
    player.current(0, false);
    long version = operators.change(Settings::pauseBetting, "a test", "an operator").version();
    assertTrue(player.current(version, false).settings().bettingPaused());
    assertThrows(IllegalStateException.class, () -> player.current(version + 1, false));
  }

  @Test
  void pausingTwiceIsOneChange() {
    operators.change(Settings::pauseBetting, "first", "audit");
    assertEquals(1, operators.change(Settings::pauseBetting, "second", "audit").version());
    assertEquals(
        "first", SettingsJournal.change(journals.latest("settings", 9, 1).getFirst()).reason());
  }

  @Test
  void whoComesSecondDecidesOnWhatTheFirstHasChanged() {
    SettingsJournal second =
        besides(number -> number == 1, () -> operators.change(Settings::pauseBetting, "a", "ann"));
    SettingsJournal.Versioned changed =
        second.change(now -> now.bettingPaused() ? rollout(40) : rollout(30), "b", "bob");
    assertEquals(new SettingsJournal.Versioned(2, rollout(40)), changed);
    assertEquals(changed, player.current(0, true));
    assertEquals(changed, second.current(0, false), "the copy is what was written");
  }

  @Test
  void whoAlwaysComesSecondDoesNotKnow() {
    AtomicInteger percent = new AtomicInteger();
    SettingsJournal second =
        besides(
            number -> true,
            () -> operators.change(now -> rollout(percent.incrementAndGet()), "again", "ann"));
    assertThrows(
        TooManyConflictsException.class,
        () -> second.change(Settings::pauseBetting, "never", "bob"));
    assertEquals(TRIES, percent.get());
    assertFalse(player.current(0, true).settings().bettingPaused());
  }

  /** A journal before whose puts something else is put, at some tries. */
  private SettingsJournal besides(IntPredicate tries, Runnable work) {
    Backoff backoff = new Backoff(AppendLoop.DELAYS, () -> new Random(1), nowMs::addAndGet);
    AppendListener faster =
        new AppendListener() {
          @Override
          public void decided(String journal, int number) {
            if (tries.test(number)) {
              work.run();
            }
          }
        };
    return new SettingsJournal(journals, clock, new AppendLoop(TRIES, backoff, faster));
  }

  @Test
  void theRolloutGrowsAndNeverLosesAPlayer() {
    for (int player = 0; player < 100; player++) {
      String name = "0x" + player;
      boolean wasIn = false;
      for (int percent = 0; percent <= 100; percent++) {
        boolean isIn = rollout(percent).isInRollout(name);
        assertTrue(isIn || !wasIn);
        wasIn = isIn;
      }
      assertTrue(wasIn);
    }
    long in = IntStream.range(0, 10_000).filter(i -> rollout(30).isInRollout("0x" + i)).count();
    assertTrue(in > 2_700 && in < 3_300, in + " of 10,000 are in at 30 percent");
  }

  @Test
  void aPlayersPlaceInTheRolloutIsTheOneThatBrowsersCompute() {
    String alice = "0xa11ce00000000000000000000000000000000001";
    assertFalse(rollout(89).isInRollout(alice));
    assertTrue(rollout(90).isInRollout(alice));
    String bob = "0xb0b0000000000000000000000000000000000002";
    assertFalse(rollout(95).isInRollout(bob));
    assertTrue(rollout(96).isInRollout(bob));
  }

  @Test
  void theProfitIsBoundByTheSmallerOfSettingAndShare() {
    Settings settings =
        Settings.INITIAL.toBuilder()
            .set(SettingKeys.MAX_PROFIT, Wei.of(500))
            .set(SettingKeys.MAX_PROFIT_SHARE, 100)
            .build();
    assertEquals(Wei.of(500), settings.maxProfitOf(Wei.of(9), BigInteger.valueOf(1_000_000)));
    assertEquals(Wei.of(100), settings.maxProfitOf(Wei.of(9), BigInteger.valueOf(10_099)));
    assertEquals(Wei.ZERO, settings.maxProfitOf(Wei.of(9), BigInteger.valueOf(-1)));
  }

  @Test
  void whereNoShareIsSetOneCountsAllTheSame() {
    assertEquals(Wei.ZERO, Settings.INITIAL.maxProfitOf(Wei.of(9), BigInteger.ZERO));
    assertEquals(Wei.of(8), Settings.INITIAL.maxProfitOf(Wei.of(9), BigInteger.valueOf(899)));
    assertEquals(Wei.of(9), Settings.INITIAL.maxProfitOf(Wei.of(9), BigInteger.valueOf(9_000)));
    assertEquals(BigInteger.valueOf(99), Settings.INITIAL.maxRoundLossOf(BigInteger.valueOf(999)));
    assertEquals(BigInteger.ZERO, Settings.INITIAL.maxRoundLossOf(BigInteger.valueOf(-999)));
    Settings whole =
        Settings.INITIAL.toBuilder()
            .set(SettingKeys.MAX_PROFIT_SHARE, 10_000)
            .set(SettingKeys.MAX_ROUND_LOSS_SHARE, 10_000)
            .build();
    assertEquals(Wei.of(899), whole.maxProfitOf(Wei.of(1_000), BigInteger.valueOf(899)));
    assertEquals(BigInteger.valueOf(899), whole.maxRoundLossOf(BigInteger.valueOf(899)));
  }

  @Test
  void settingsThatContradictThemselvesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> rollout(101));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Settings.INITIAL.toBuilder()
                .set(SettingKeys.MIN_STAKE, Wei.of(10))
                .set(SettingKeys.MAX_STAKE, Wei.of(9))
                .build());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Settings.INITIAL.toBuilder()
                .set(SettingKeys.MAX_STAKE, Wei.of(10))
                .set(SettingKeys.RAISED_MAX_STAKE, Wei.of(9))
                .build());
  }

  private static Settings rollout(int percent) {
    return Settings.INITIAL.toBuilder()
        .set(SettingKeys.RAISED_MAX_STAKE, Wei.of(10))
        .set(SettingKeys.ROLLOUT_PERCENT, percent)
        .build();
  }
}
