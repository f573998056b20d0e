package io.fairfall.payouts;

import io.fairfall.payouts.PayoutQueue.Listing;
import io.fairfall.payouts.PayoutQueue.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Which payouts may have something left to do, as a sender needs it: see {@link PayoutQueue}.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailableException}.
 */
public interface OpenPayouts {
  /** Takes a payout out, whether it is in or not. */
  void remove(PayoutId id);

  /** Notes how a payout stands, if it is in. */
  void note(PayoutId id, Progress progress);

  /**
   * Payouts that are in, by their names.
   *
   * @param after what the part before said; null for the first
   */
  Listing list(@Nullable String after);
}
