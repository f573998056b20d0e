package io.fairfall.withdrawals.sending;

import io.fairfall.journal.MacMismatchException;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.payouts.BrokenPayoutException;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutHalt;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutPolicy;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.WalletFacts;
import io.fairfall.platform.Log;
import io.fairfall.withdrawals.nodes.WalletNodes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything in the queue, and does what can be done now. Payouts with a nonce come first,
 * in the order of their nonces, since the chain takes them in that order; then the others, in the
 * order in which they were asked for.
 */
public final class Sender {
  /** Parts of the queue that one look takes: the next look goes on after them. */
  private static final int MAX_PARTS = 5;

  private final Payments.Parts parts;
  private final Payments payments;
  private final PayoutPolicy policy;
  private final Supplier<Set<PayoutHalt>> halts;
  private final InstantSource clock;
  private @Nullable String after;

  /**
   * @param halts what the settings stop
   */
  public Sender(
      Payments.Parts parts,
      PayoutPolicy policy,
      int confirmations,
      Supplier<Set<PayoutHalt>> halts,
      InstantSource clock) {
    this.parts = parts;
    this.payments = new Payments(parts, policy, confirmations, clock);
    this.policy = policy;
    this.halts = halts;
    this.clock = clock;
  }

  /**
   * One look at all of them.
   *
   * @param isMine whether the lease is still held: asked before each payout
   * @return what was found
   * @throws io.fairfall.journal.StoreUnavailableException if the store does not answer: then the
   *     next look finds what was done
   */
  public Look look(BooleanSupplier isMine) {
    List<PayoutId> queued = queued();
    if (queued.isEmpty()) {
      return new Look(parts.nodes(), null, Set.of());
    }
    WalletNodes nodes = parts.nodes();
    WalletFacts wallet = nodes.wallet().orElse(null);
    Look look = new Look(nodes, wallet, stopping(wallet));
    look.counts().open(queued.size());
    List<PayoutState> states = read(queued, look);
    states.forEach(state -> look.isInFlight(state, policy));
    for (PayoutState state : states) {
      if (!isMine.getAsBoolean()) {
        return look;
      }
      goOn(state, look);
    }
    return look;
  }

  private void goOn(PayoutState state, Look look) {
    Assigned assigned = state.assigned();
    if (assigned != null && !state.isEnded() && !parts.nonces().isOf(assigned)) {
      // what is known of this wallet says nothing about that one
      look.isBroken(state.id(), "its nonce is another wallet's, " + assigned.wallet());
      return;
    }
    try {
      PayoutState ignored = payments.goOn(state, look);
    } catch (BrokenPayoutException | MacMismatchException | IllegalStateException broken) {
      // one that says what cannot be must not keep the others waiting
      look.isBroken(state.id(), String.valueOf(broken.getMessage()));
    }
  }

  private List<PayoutId> queued() {
    List<PayoutId> ids = new ArrayList<>();
    for (int part = 0; part < MAX_PARTS; part++) {
      PayoutQueue.Listing listing = parts.queue().list(after);
      listing.items().forEach(item -> ids.add(item.id()));
      after = listing.after();
      if (after == null) {
        break;
      }
    }
    return ids;
  }

  private List<PayoutState> read(List<PayoutId> ids, Look look) {
    List<PayoutState> states = new ArrayList<>();
    for (PayoutId id : ids) {
      try {
        states.add(parts.payouts().read(id));
      } catch (BrokenPayoutException | BrokenStoreException broken) {
        look.isBroken(id, String.valueOf(broken.getMessage()));
      }
    }
    states.sort(
        Comparator.comparingLong(Sender::nonce)
            .thenComparingLong(Sender::askedAt)
            .thenComparing(state -> state.id().text()));
    return states;
  }

  private static long nonce(PayoutState state) {
    Assigned assigned = state.assigned();
    return assigned == null ? Long.MAX_VALUE : assigned.nonce();
  }

  private static long askedAt(PayoutState state) {
    Asked asked = state.asked();
    return asked == null ? Long.MAX_VALUE : asked.at();
  }

  /** What stops new money: what the settings say, and a nonce that the wallet has used by hand. */
  private Set<PayoutHalt> stopping(@Nullable WalletFacts wallet) {
    Set<PayoutHalt> all = EnumSet.noneOf(PayoutHalt.class);
    all.addAll(halts.get());
    if (wallet != null && isForeignOrForged(wallet)) {
      all.add(PayoutHalt.FOREIGN_NONCE);
    }
    return all;
  }

  /** Where somebody else has said who owns a nonce, no further one can be trusted. */
  private boolean isForeignOrForged(WalletFacts wallet) {
    try {
      return isForeign(wallet);
    } catch (MacMismatchException forged) {
      Log.warn("nonces_broken", Map.of("reason", String.valueOf(forged.getMessage())));
      return true;
    }
  }

  /**
   * Begins the nonces' journal where there is none, from a count that no reorganisation changes.
   */
  private boolean isForeign(WalletFacts wallet) {
    NonceJournal nonces = parts.nonces();
    OptionalLong next = nonces.next();
    if (next.isPresent()) {
      return wallet.nextNonce() > next.getAsLong();
    }
    if (wallet.nextNonce() != wallet.finalNonce()) {
      return true;
    }
    nonces.open(wallet.finalNonce(), clock.millis());
    return false;
  }
}
