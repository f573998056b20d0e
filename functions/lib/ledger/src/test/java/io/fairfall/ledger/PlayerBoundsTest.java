package io.fairfall.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.ledger.PlayerLimits.Change;
import io.fairfall.ledger.PlayerLimits.Raise;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bound that a player can set, at it and one beyond it. */
class PlayerBoundsTest {
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final long FRIDAY_MS = Instant.parse("2027-01-15T08:00:00Z").toEpochMilli();
  private static final long FRIDAY = FRIDAY_MS / DAY_MS;
  private static final Limits SOME = limits(100L, 200L, 300L, 400L);
  private static final BigInteger NOTHING_OPEN = BigInteger.ZERO;

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 180, 10", "42, 3650, 240"})
  void wishesWithinTheirBoundsAreTaken(int coolOffDays, int excludeDays, int reminderMinutes) {
    Change change = new Change(SOME, coolOffDays, excludeDays, reminderMinutes);
    assertEquals(change, Change.read(change.written()));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, 'coolOffDays is 0 for none, or 1 to 42.'",
    "43, 0, 0, 'coolOffDays is 0 for none, or 1 to 42.'",
    "0, 179, 0, 'excludeDays is 0 for none, or 180 to 3650.'",
    "0, 3651, 0, 'excludeDays is 0 for none, or 180 to 3650.'",
    "0, 0, 9, 'reminderMinutes is 0 for none, or 10 to 240.'",
    "0, 0, 241, 'reminderMinutes is 0 for none, or 10 to 240.'"
  })
  void wishesBeyondThemAreRefusedInWords(
      int coolOffDays, int excludeDays, int reminderMinutes, String sentence) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Change(Limits.NONE, coolOffDays, excludeDays, reminderMinutes));
    assertEquals(sentence, refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"100, true", "101, false"})
  void aStakeMayFillEachLimitAndNotPassIt(long stake, boolean fits) {
    for (Limits one :
        new Limits[] {
          limits(100L, null, null, null),
          limits(null, 100L, null, null),
          limits(null, null, 100L, null),
          limits(null, null, null, 100L)
        }) {
      assertEquals(fits, of(one).allows(Wei.of(stake), NOTHING_OPEN), one.written());
      PlayerLimits half = of(one).staked(Wei.of(60)).lost(BigInteger.valueOf(60));
      assertTrue(half.allows(Wei.of(40), NOTHING_OPEN), one.written());
      assertFalse(half.allows(Wei.of(41), NOTHING_OPEN), one.written());
    }
  }

  @Test
  void openStakesCountAsLostAndNotOnceMoreAsStaked() {
    BigInteger open = BigInteger.valueOf(90);
    assertTrue(of(limits(10L, null, null, null)).allows(Wei.of(10), open));
    assertTrue(of(limits(null, 10L, null, null)).allows(Wei.of(10), open));
    assertTrue(of(limits(null, null, 100L, 100L)).allows(Wei.of(10), open));
    assertFalse(of(limits(null, null, 100L, null)).allows(Wei.of(11), open));
    assertFalse(of(limits(null, null, null, 100L)).allows(Wei.of(11), open));
  }

  @Test
  void whoHasNoLimitsIsNotCounted() {
    PlayerLimits free = PlayerLimits.NONE.staked(Wei.of(7)).lost(BigInteger.TEN);
    assertEquals(PlayerLimits.NONE, free);
    PlayerLimits waiting =
        new PlayerLimits(Limits.NONE, new Raise(SOME, 5), 0, 0, 0, LimitUsage.NONE)
            .staked(Wei.of(7));
    assertEquals(Wei.of(7), waiting.spending().dayStaked());
    assertEquals(Wei.of(7), of(SOME).staked(Wei.of(7)).spending().weekStaked());
  }

  @Test
  void whatWasSpentIsForgottenWithTheLastLimit() {
    LimitUsage spent = LimitUsage.NONE.at(FRIDAY_MS).staked(Wei.of(9));
    PlayerLimits unlimited = new PlayerLimits(Limits.NONE, null, 0, 0, 30, spent);
    assertEquals(LimitUsage.NONE, unlimited.at(FRIDAY_MS).spending());
    PlayerLimits limited = new PlayerLimits(SOME, null, 0, 0, 30, spent);
    assertEquals(spent, limited.at(FRIDAY_MS).spending());
    assertEquals(30, limited.at(FRIDAY_MS).reminderMinutes());
  }

  @Test
  void aBreakEndsAtItsInstant() {
    PlayerLimits both = new PlayerLimits(Limits.NONE, null, 1_000, 2_000, 0, LimitUsage.NONE);
    assertTrue(both.at(999).isExcluded());
    assertEquals(1_000, both.at(999).coolOffUntilMs());
    assertEquals(0, both.at(1_000).coolOffUntilMs());
    assertTrue(both.at(1_999).isExcluded(), "the other one still counts");
    assertFalse(both.at(2_000).isExcluded());
    assertTrue(new PlayerLimits(Limits.NONE, null, 1, 0, 0, LimitUsage.NONE).isExcluded());
    assertTrue(new PlayerLimits(Limits.NONE, null, 0, 1, 0, LimitUsage.NONE).isExcluded());
    assertFalse(PlayerLimits.NONE.isExcluded());
  }

  @Test
  void aBreakOnlyGrows() {
    PlayerLimits cool = PlayerLimits.NONE.with(new Change(Limits.NONE, 2, 0, 0), FRIDAY_MS);
    assertEquals(FRIDAY_MS + 2 * DAY_MS, cool.coolOffUntilMs());
    assertEquals(0, cool.excludedUntilMs());
    PlayerLimits shorter = cool.with(new Change(Limits.NONE, 1, 0, 0), FRIDAY_MS);
    assertEquals(cool.coolOffUntilMs(), shorter.coolOffUntilMs());
    PlayerLimits unchanged = cool.with(new Change(Limits.NONE, 0, 0, 0), FRIDAY_MS);
    assertEquals(cool.coolOffUntilMs(), unchanged.coolOffUntilMs());
    PlayerLimits out = cool.with(new Change(Limits.NONE, 0, 180, 0), FRIDAY_MS);
    assertEquals(FRIDAY_MS + 180 * DAY_MS, out.excludedUntilMs());
  }

  @Test
  void aRaiseCountsFromItsInstantOn() {
    PlayerLimits tight = of(limits(50L, null, null, null));
    PlayerLimits asked = tight.with(new Change(SOME, 0, 0, 0), FRIDAY_MS);
    assertEquals(Wei.of(50), asked.limits().dayStake());
    Raise raise = asked.raise();
    assertTrue(raise != null && raise.fromMs() == FRIDAY_MS + PlayerLimits.RAISE_AFTER_MS);
    assertEquals(DAY_MS, PlayerLimits.RAISE_AFTER_MS);
    assertEquals(asked.limits(), asked.at(raise.fromMs() - 1).limits());
    assertEquals(SOME, asked.at(raise.fromMs()).limits());
    assertSame(null, asked.at(raise.fromMs()).raise());
    PlayerLimits again = asked.with(new Change(SOME, 0, 0, 0), FRIDAY_MS + 5);
    assertEquals(raise, again.raise(), "asking for the same again does not make it wait longer");
    PlayerLimits other = asked.with(new Change(Limits.NONE, 0, 0, 0), FRIDAY_MS + 5);
    assertEquals(new Raise(Limits.NONE, FRIDAY_MS + 5 + DAY_MS), other.raise());
    PlayerLimits back = asked.with(new Change(asked.limits(), 0, 0, 0), FRIDAY_MS + 5);
    assertSame(null, back.raise(), "whoever takes it back waits for nothing");
  }

  @Test
  void ofEachLimitTheLowerOneCounts() {
    Limits other = limits(101L, 199L, null, 400L);
    assertEquals(limits(100L, 199L, 300L, 400L), SOME.strictest(other));
    assertEquals(limits(100L, 199L, 300L, 400L), other.strictest(SOME));
    assertEquals(SOME, SOME.strictest(Limits.NONE));
    assertEquals(SOME, Limits.NONE.strictest(SOME));
    assertEquals(Limits.NONE, Limits.NONE.strictest(Limits.NONE));
  }

  @Test
  void limitsAreReadAsTheyWereWritten() {
    assertEquals("100,200,300,400", SOME.written());
    assertEquals(",,,", Limits.NONE.written());
    for (Limits limits : new Limits[] {SOME, Limits.NONE, limits(null, 5L, null, 0L)}) {
      assertEquals(limits, Limits.read(limits.written()));
    }
  }

  @Test
  void aDayEndsAtMidnightAndAWeekOnSunday() {
    LimitUsage spent = LimitUsage.NONE.at(FRIDAY_MS).staked(Wei.of(9)).lost(BigInteger.valueOf(-4));
    assertEquals(
        new LimitUsage(
            FRIDAY, Wei.of(9), BigInteger.valueOf(-4), Wei.of(9), BigInteger.valueOf(-4)),
        spent);
    long midnight = (FRIDAY + 1) * DAY_MS;
    assertSame(spent, spent.at(midnight - 1));
    assertSame(spent, spent.at(FRIDAY_MS - 30 * DAY_MS), "stamps may run backwards, days do not");
    LimitUsage saturday =
        new LimitUsage(FRIDAY + 1, Wei.ZERO, BigInteger.ZERO, Wei.of(9), BigInteger.valueOf(-4));
    assertEquals(saturday, spent.at(midnight));
    assertEquals(FRIDAY + 2, saturday.at(midnight + DAY_MS).day());
    assertEquals(Wei.of(9), saturday.at(midnight + DAY_MS).weekStaked(), "Sunday");
    LimitUsage monday =
        new LimitUsage(FRIDAY + 3, Wei.ZERO, BigInteger.ZERO, Wei.ZERO, BigInteger.ZERO);
    assertEquals(monday, spent.at(midnight + 2 * DAY_MS));
    assertEquals(spent, LimitUsage.read(spent.written()));
  }

  private static PlayerLimits of(Limits limits) {
    return new PlayerLimits(limits, null, 0, 0, 0, LimitUsage.NONE);
  }

  private static Limits limits(
      @Nullable Long dayStake,
      @Nullable Long weekStake,
      @Nullable Long dayLoss,
      @Nullable Long weekLoss) {
    return new Limits(wei(dayStake), wei(weekStake), wei(dayLoss), wei(weekLoss));
  }

  private static @Nullable Wei wei(@Nullable Long amount) {
    return amount == null ? null : Wei.of(amount);
  }
}
