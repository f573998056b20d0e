package io.fairfall.ledger;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.time.Duration;

/**
 * What a player has staked and lost in the current day and week. It is counted only while the
 * player has limits, from the moment they were set.
 *
 * @param day days since 1970 in UTC
 * @param dayLost stakes kept by the house less profits paid, below zero for who is winning
 */
public record LimitUsage(
    long day, Wei dayStaked, BigInteger dayLost, Wei weekStaked, BigInteger weekLost) {
  static final LimitUsage NONE =
      new LimitUsage(0, Wei.ZERO, BigInteger.ZERO, Wei.ZERO, BigInteger.ZERO);

  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final int DAYS_PER_WEEK = 7;

  /** 1970 began on a Thursday, three days after a Monday. */
  private static final int DAYS_SINCE_MONDAY = 3;

  private static final String COMMA = ",";

  /** As of an instant; time never runs backwards here, though stamps of requests may. */
  LimitUsage at(long stampMs) {
    long today = Math.floorDiv(stampMs, DAY_MS);
    if (today <= day) {
      return this;
    }
    return week(today) == week(day)
        ? new LimitUsage(today, Wei.ZERO, BigInteger.ZERO, weekStaked, weekLost)
        : new LimitUsage(today, Wei.ZERO, BigInteger.ZERO, Wei.ZERO, BigInteger.ZERO);
  }

  LimitUsage staked(Wei stake) {
    return new LimitUsage(day, dayStaked.plus(stake), dayLost, weekStaked.plus(stake), weekLost);
  }

  /**
   * A bet has ended.
   *
   * @param amount what the house keeps of it, negative for a win
   */
  LimitUsage lost(BigInteger amount) {
    return new LimitUsage(day, dayStaked, dayLost.add(amount), weekStaked, weekLost.add(amount));
  }

  String written() {
    return String.join(
        COMMA,
        Long.toString(day),
        dayStaked.toString(),
        dayLost.toString(),
        weekStaked.toString(),
        weekLost.toString());
  }

  static LimitUsage read(String written) {
    String[] parts = written.split(COMMA, -1);
    return new LimitUsage(
        Long.parseLong(parts[0]),
        Wei.parse(parts[1]),
        new BigInteger(parts[2]),
        Wei.parse(parts[3]),
        new BigInteger(parts[4]));
  }

  private static long week(long day) {
    return Math.floorDiv(day + DAYS_SINCE_MONDAY, DAYS_PER_WEEK);
  }
}
