package io.fairfall.ledger;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a player protects themselves from playing more than they meant to. It binds bets only: what
 * is won is always paid, what is deposited can always be withdrawn. Instants are milliseconds since
 * 1970, 0 for none.
 *
 * <p>What makes it stricter counts at once. What makes it looser counts a day later, and can be
 * taken back until then. A cool-off and an exclusion can only be made longer.
 *
 * @param limits the limits that count
 * @param raise looser limits that will count, or null
 * @param coolOffUntilMs no bets until then
 * @param excludedUntilMs no bets until then: the long one
 * @param reminderMinutes how often the player wants to be told how long they have played, 0 for
 *     never
 */
public record PlayerLimits(
    Limits limits,
    @Nullable Raise raise,
    long coolOffUntilMs,
    long excludedUntilMs,
    int reminderMinutes,
    LimitUsage spending) {
  public static final PlayerLimits NONE =
      new PlayerLimits(Limits.NONE, null, 0, 0, 0, LimitUsage.NONE);

  /** How long a looser limit waits. */
  public static final long RAISE_AFTER_MS = Duration.ofHours(24).toMillis();

  /**
   * Looser limits that will count.
   *
   * @param fromMs from this instant on
   */
  public record Raise(Limits limits, long fromMs) {}

  /**
   * What a player asks for.
   *
   * @param limits all four, as they shall be
   * @param coolOffDays how long from now, 0 for no change, at most {@link #MAX_COOL_OFF_DAYS}
   * @param excludeDays how long from now, 0 for no change, or {@link #MIN_EXCLUDE_DAYS} to {@link
   *     #MAX_EXCLUDE_DAYS}
   * @param reminderMinutes 0 for never, or {@link #MIN_REMINDER_MINUTES} to {@link
   *     #MAX_REMINDER_MINUTES}
   */
  public record Change(Limits limits, int coolOffDays, int excludeDays, int reminderMinutes) {
    public static final int MAX_COOL_OFF_DAYS = 42;
    public static final int MIN_EXCLUDE_DAYS = 180;
    public static final int MAX_EXCLUDE_DAYS = 3_650;
    public static final int MIN_REMINDER_MINUTES = 10;
    public static final int MAX_REMINDER_MINUTES = 240;

    private static final String SEMICOLON = ";";

    /**
     * Refuses what is out of bounds.
     *
     * @throws IllegalArgumentException with a sentence for the player
     */
    public Change {
      require(coolOffDays, 1, MAX_COOL_OFF_DAYS, "coolOffDays");
      require(excludeDays, MIN_EXCLUDE_DAYS, MAX_EXCLUDE_DAYS, "excludeDays");
      require(reminderMinutes, MIN_REMINDER_MINUTES, MAX_REMINDER_MINUTES, "reminderMinutes");
    }

    /** All of it in one text, as entries store it. */
    String written() {
      return String.join(
          SEMICOLON,
          limits.written(),
          Integer.toString(coolOffDays),
          Integer.toString(excludeDays),
          Integer.toString(reminderMinutes));
    }

    public static Change read(String written) {
      String[] parts = written.split(SEMICOLON, -1);
      return new Change(
          Limits.read(parts[0]),
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          Integer.parseInt(parts[3]));
    }

    private static void require(int value, int from, int to, String what) {
      if (value != 0 && (value < from || value > to)) {
        throw new IllegalArgumentException(what + " is 0 for none, or " + from + " to " + to + ".");
      }
    }
  }

  /** As of an instant: what has come to count, what has ended, and the current day and week. */
  public PlayerLimits at(long stampMs) {
    boolean isRaised = raise != null && raise.fromMs() <= stampMs;
    Limits counting = raise != null && isRaised ? raise.limits() : limits;
    Raise waiting = isRaised ? null : raise;
    return new PlayerLimits(
        counting,
        waiting,
        coolOffUntilMs <= stampMs ? 0 : coolOffUntilMs,
        excludedUntilMs <= stampMs ? 0 : excludedUntilMs,
        reminderMinutes,
        counts(counting, waiting) ? spending.at(stampMs) : LimitUsage.NONE);
  }

  /** After a change that is made at an instant. */
  PlayerLimits with(Change change, long stampMs) {
    Limits now = limits.strictest(change.limits());
    return new PlayerLimits(
            now,
            now.equals(change.limits()) ? null : waiting(change.limits(), stampMs),
            later(coolOffUntilMs, change.coolOffDays(), stampMs),
            later(excludedUntilMs, change.excludeDays(), stampMs),
            change.reminderMinutes(),
            spending)
        .at(stampMs);
  }

  PlayerLimits staked(Wei stake) {
    return counts(limits, raise) ? spending(spending.staked(stake)) : this;
  }

  PlayerLimits lost(BigInteger amount) {
    return counts(limits, raise) ? spending(spending.lost(amount)) : this;
  }

  /** Whether the player may not bet at all now. */
  boolean isExcluded() {
    return coolOffUntilMs > 0 || excludedUntilMs > 0;
  }

  /**
   * Whether one more stake is within the limits.
   *
   * @param open the stakes that are open already: they may all be lost yet
   */
  boolean allows(Wei stake, BigInteger open) {
    BigInteger atRisk = open.add(stake.value());
    return isWithin(spending.dayStaked().value().add(stake.value()), limits.dayStake())
        && isWithin(spending.weekStaked().value().add(stake.value()), limits.weekStake())
        && isWithin(spending.dayLost().add(atRisk), limits.dayLoss())
        && isWithin(spending.weekLost().add(atRisk), limits.weekLoss());
  }

  private PlayerLimits spending(LimitUsage newSpending) {
    return new PlayerLimits(
        limits, raise, coolOffUntilMs, excludedUntilMs, reminderMinutes, newSpending);
  }

  /** Asking again for the same does not make it wait longer. */
  private Raise waiting(Limits looser, long stampMs) {
    return raise != null && raise.limits().equals(looser)
        ? raise
        : new Raise(looser, stampMs + RAISE_AFTER_MS);
  }

  private static boolean counts(Limits limits, @Nullable Raise raise) {
    return raise != null || !limits.equals(Limits.NONE);
  }

  private static long later(long untilMs, int days, long stampMs) {
    return days == 0 ? untilMs : Math.max(untilMs, stampMs + Duration.ofDays(days).toMillis());
  }

  private static boolean isWithin(BigInteger amount, @Nullable Wei limit) {
    return limit == null || amount.compareTo(limit.value()) <= 0;
  }
}
