package io.fairfall.payouts;

import io.fairfall.money.Wei;
import io.fairfall.payouts.Outflows.Sent;
import io.fairfall.payouts.Step.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a payout may have its nonce now, by the terms on which it was asked for, those who have
 * approved it and what its player was sent before.
 *
 * <p>Windows roll: within any 24 hours and any 30 days no more is sent than the limits say. A
 * withdrawal by itself is never above them, for the ledger takes none; so each wait ends when
 * enough of what was sent before has left the window, and that instant is told.
 */
public final class HoldRule {
  /** The shorter window. */
  public static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  /** The longer window. */
  public static final long MONTH_MS = TimeUnit.DAYS.toMillis(30);

  private HoldRule() {}

  /**
   * What holds it; empty if nothing does.
   *
   * @param approvals how many different people have approved it
   * @param outflows of the same player, without this one
   */
  public static Optional<PayoutHold> hold(
      Wei amount, int approvals, PayoutTerms terms, Outflows outflows, long nowMs) {
    if (approvals < terms.approvals()) {
      return Optional.of(new PayoutHold(Reason.APPROVAL, 0));
    }
    if (nowMs < terms.notBefore()) {
      return Optional.of(new PayoutHold(Reason.AFTER_DEPOSIT, terms.notBefore()));
    }
    if (!terms.areLimited()) {
      return Optional.empty();
    }
    Window day = new Window(Reason.DAY_LIMIT, terms.dayLimit(), DAY_MS);
    Window month = new Window(Reason.MONTH_LIMIT, terms.monthLimit(), MONTH_MS);
    return Stream.of(day, month)
        .flatMap(window -> window.hold(amount, outflows, nowMs).stream())
        .max(Comparator.comparingLong(PayoutHold::until))
        .or(() -> unseen(outflows, nowMs));
  }

  /** What nobody has looked at may have been sent. */
  private static Optional<PayoutHold> unseen(Outflows outflows, long nowMs) {
    return nowMs < outflows.unseenUntil()
        ? Optional.of(new PayoutHold(Reason.MANY_WITHDRAWALS, outflows.unseenUntil()))
        : Optional.empty();
  }

  private record Window(Reason reason, @Nullable Wei limit, long lengthMs) {
    Optional<PayoutHold> hold(Wei amount, Outflows outflows, long nowMs) {
      if (limit == null) {
        return Optional.empty();
      }
      List<Sent> counting =
          outflows.sent().stream()
              .filter(sent -> sent.atMs() > nowMs - lengthMs)
              .sorted(Comparator.comparingLong(Sent::atMs))
              .toList();
      Wei used = counting.stream().map(Sent::amount).reduce(amount, Wei::plus);
      Optional<PayoutHold> hold = Optional.empty();
      for (Sent oldest : counting) {
        if (used.compareTo(limit) <= 0) {
          return hold;
        }
        used = used.minus(oldest.amount());
        hold = Optional.of(new PayoutHold(reason, oldest.atMs() + lengthMs));
      }
      return hold;
    }
  }
}
