package io.fairfall.payouts;

import io.fairfall.money.Wei;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known from outside when the next step of a payout is decided.
 *
 * @param nowMs the sender's clock
 * @param wallet null where nobody knows
 * @param seen of this payout's attempts
 * @param halts what stops new money
 * @param inFlight payouts that have a nonce and no end, this one included if it is one
 * @param committed what all others in flight may yet take out of the wallet, in wei
 * @param hold what its terms hold it for; null where they do not, or it has a nonce
 * @param sentAtMs when this payout's newest attempt was last sent by this sender; 0 for never
 */
public record ChainFacts(
    long nowMs,
    @Nullable WalletFacts wallet,
    Seen seen,
    Set<PayoutHalt> halts,
    int inFlight,
    Wei committed,
    @Nullable PayoutHold hold,
    long sentAtMs) {
  public ChainFacts {
    halts = Set.copyOf(halts);
  }
}
