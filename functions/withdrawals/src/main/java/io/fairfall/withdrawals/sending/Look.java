package io.fairfall.withdrawals.sending;

import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutHalt;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutPolicy;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.Seen;
import io.fairfall.payouts.WalletFacts;
import io.fairfall.platform.Log;
import io.fairfall.withdrawals.nodes.WalletNodes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one look has found: of the wallet, of what stops new money, and of what is in flight. */
public final class Look {
  private final WalletNodes nodes;
  private final @Nullable WalletFacts wallet;
  private final Set<PayoutHalt> halts;
  private final Set<PayoutHalt> found = EnumSet.noneOf(PayoutHalt.class);
  private final Counts counts = new Counts();

  /** What each payout in flight, of which nothing is in a block, may take out of the wallet. */
  private final Map<PayoutId, Wei> committed = new HashMap<>();

  private int inFlight;

  public Look(WalletNodes nodes, @Nullable WalletFacts wallet, Set<PayoutHalt> halts) {
    this.nodes = nodes;
    this.wallet = wallet;
    this.halts = Set.copyOf(halts);
    this.found.addAll(halts);
  }

  /** What is counted of a look. */
  public static final class Counts {
    private int open;
    private int attempts;
    private int paid;
    private int refunded;
    private int broken;
    private int unsigned;

    void open(int number) {
      open = number;
    }

    void attempt() {
      attempts++;
    }

    void ended(boolean isPaid) {
      if (isPaid) {
        paid++;
      } else {
        refunded++;
      }
    }

    /** Under the names of the metrics. */
    public Map<String, Long> numbers() {
      Map<String, Long> numbers = new HashMap<>();
      numbers.put("PayoutsOpen", (long) open);
      numbers.put("PayoutsAttempted", (long) attempts);
      numbers.put("PayoutsPaid", (long) paid);
      numbers.put("PayoutsRefunded", (long) refunded);
      numbers.put("PayoutsBroken", (long) broken);
      numbers.put("PayoutsUnsigned", (long) unsigned);
      return numbers;
    }
  }

  @Nullable WalletFacts wallet() {
    return wallet;
  }

  Set<PayoutHalt> halts() {
    return halts;
  }

  int inFlight() {
    return inFlight;
  }

  /** What is counted. */
  public Counts counts() {
    return counts;
  }

  /** What stops new money, as far as it was met. */
  public Set<PayoutHalt> found() {
    return Set.copyOf(found);
  }

  void found(PayoutHalt halt) {
    found.add(halt);
  }

  /** Something says what cannot be: nothing is done about that payout but by a person. */
  void isBroken(PayoutId id, String reason) {
    counts.broken++;
    Log.warn("payout_broken", Map.of("payout", id.text(), "reason", reason));
  }

  void cannotSign(String reason) {
    counts.unsigned++;
    Log.warn("payout_not_signed", Map.of("reason", reason));
  }

  /** Where a payout's attempts are. No node is asked where its nonce is still to be used. */
  Seen seen(PayoutState state) {
    Assigned assigned = state.assigned();
    if (state.isEnded() || assigned == null || state.attempts().isEmpty()) {
      return new Seen.Nowhere();
    }
    if (wallet == null) {
      return new Seen.Unknown("wallet");
    }
    return wallet.nextNonce() <= assigned.nonce()
        ? new Seen.Nowhere()
        : nodes.seen(state.attempts(), wallet);
  }

  Wei committedBeside(PayoutState state) {
    return committed.entrySet().stream()
        .filter(one -> !one.getKey().equals(state.id()))
        .map(Map.Entry::getValue)
        .reduce(Wei.ZERO, Wei::plus);
  }

  /** Counts a payout that has a nonce and no end. */
  void isInFlight(PayoutState state, PayoutPolicy policy) {
    Assigned assigned = state.assigned();
    if (assigned == null || state.isEnded()) {
      return;
    }
    inFlight++;
    if (wallet == null || wallet.nextNonce() <= assigned.nonce()) {
      committed.put(state.id(), Payments.atMost(state, policy));
    }
  }

  /** A step was made: one payout more is in flight, or one less. */
  void changed(PayoutState before, PayoutState after, PayoutPolicy policy) {
    if (before.assigned() == null) {
      isInFlight(after, policy);
    } else if (!before.isEnded() && after.isEnded()) {
      inFlight--;
      committed.remove(after.id());
    }
  }
}
