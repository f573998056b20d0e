package io.fairfall.payouts;

import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Refunded;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a player was sent or is being sent: each withdrawal that has a nonce and was not given back.
 *
 * @param sent in any order
 * @param unseenUntil from this instant on the list misses none that counts, in milliseconds; 0
 *     where it misses none now
 */
public record Outflows(List<Sent> sent, long unseenUntil) {
  /**
   * A withdrawal that was asked for so long ago counts no more, in milliseconds: it may be sent
   * late, and nobody has to look at everything that a player ever asked for.
   */
  public static final long MEMORY_MS = TimeUnit.DAYS.toMillis(60);

  /** Where nothing was sent. */
  public static final Outflows NONE = new Outflows(List.of(), 0);

  public Outflows {
    sent = List.copyOf(sent);
  }

  /**
   * One that has a nonce.
   *
   * @param atMs when it got it
   */
  public record Sent(Wei amount, long atMs) {
    /**
     * What a payout's journal says of that; empty if it has no nonce, or was given back.
     *
     * @throws BrokenPayoutException if the journal says what cannot be
     */
    public static Optional<Sent> of(PayoutId id, List<Entry> entries) {
      PayoutState state = PayoutState.of(id, entries);
      Asked asked = state.asked();
      if (asked == null || state.assigned() == null || state.end() instanceof Refunded) {
        return Optional.empty();
      }
      return entries.stream()
          .filter(entry -> PayoutJson.read(entry) instanceof PayoutEvent.Assigned)
          .findFirst()
          .map(entry -> new Sent(asked.amount(), entry.atMs()));
    }
  }
}
