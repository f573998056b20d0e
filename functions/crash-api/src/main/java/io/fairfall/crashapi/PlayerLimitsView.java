package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.Balance;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.money.Wei;
import org.jspecify.annotations.Nullable;

/**
 * A player's protection as of an instant. Instants are milliseconds since 1970.
 *
 * @param limits the limits that count
 * @param raise looser limits that will count, absent if there are none
 * @param spending what the limits are compared with; a loss limit takes the open stakes, {@code
 *     account.locked}, for lost as well
 * @param coolOffUntil absent if there is none
 * @param excludedUntil absent if there is none
 * @param reminderMinutes 0 for never
 */
@Json
record PlayerLimitsView(
    Bounds limits,
    @Nullable Raise raise,
    Spent spending,
    @Nullable Long coolOffUntil,
    @Nullable Long excludedUntil,
    int reminderMinutes,
    Balance account) {

  /** Limits; absent where there is none. */
  @Json
  record Bounds(
      @Nullable Wei dayStake,
      @Nullable Wei weekStake,
      @Nullable Wei dayLoss,
      @Nullable Wei weekLoss) {
    static Bounds of(Limits limits) {
      return new Bounds(limits.dayStake(), limits.weekStake(), limits.dayLoss(), limits.weekLoss());
    }
  }

  /** Limits that count from an instant on. */
  @Json
  record Raise(Bounds limits, long from) {}

  /** Of the current day and week; what is lost is below zero for who is winning. */
  @Json
  record Spent(Wei dayStaked, String dayLost, Wei weekStaked, String weekLost) {}

  static PlayerLimitsView of(Account account, long nowMs) {
    PlayerLimits now = account.protection().at(nowMs);
    PlayerLimits.Raise raise = now.raise();
    return new PlayerLimitsView(
        Bounds.of(now.limits()),
        raise == null ? null : new Raise(Bounds.of(raise.limits()), raise.fromMs()),
        new Spent(
            now.spending().dayStaked(),
            now.spending().dayLost().toString(),
            now.spending().weekStaked(),
            now.spending().weekLost().toString()),
        orNull(now.coolOffUntilMs()),
        orNull(now.excludedUntilMs()),
        now.reminderMinutes(),
        Balance.of(account));
  }

  private static @Nullable Long orNull(long instantMs) {
    return instantMs == 0 ? null : instantMs;
  }
}
