package io.fairfall.payouts;

import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Mined;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.Step.Reason;
import java.util.Optional;

/**
 * What is done next about a payout, from its journal and what is known, and from nothing else.
 *
 * <p>That nobody is paid twice rests on four things: a payout has one nonce for ever, so that the
 * chain takes one of its transactions at most; an attempt is stored before it is sent, so that none
 * is unknown; only a final receipt ends what has a nonce; and a cancellation, once decided, is
 * never followed by another payment.
 */
public final class PayoutRule {
  private PayoutRule() {}

  /** The next step. */
  public static Step next(PayoutState state, ChainFacts facts, PayoutPolicy policy) {
    if (state.end() != null) {
      return new Step.Tell(state.end());
    }
    if (state.asked() == null) {
      return wait(Reason.NOT_ASKED);
    }
    Assigned assigned = state.assigned();
    return assigned == null
        ? before(state, state.asked(), facts, policy)
        : after(state, assigned, facts, policy);
  }

  /** Without a nonce: nothing of it can be on the chain. */
  private static Step before(
      PayoutState state, PayoutEvent.Asked asked, ChainFacts facts, PayoutPolicy policy) {
    if (state.approvalsMissing() > 0) {
      return wait(Reason.APPROVAL);
    }
    if (facts.nowMs() < asked.notBefore()) {
      return new Step.Wait(Reason.HELD, asked.notBefore());
    }
    PayoutHold hold = facts.hold();
    if (hold != null) {
      return new Step.Wait(hold.reason(), hold.until());
    }
    Optional<PayoutHalt> halt = first(facts);
    if (halt.isPresent()) {
      return new Step.Halted(halt.get());
    }
    WalletFacts wallet = facts.wallet();
    if (wallet == null) {
      return wait(Reason.UNKNOWN);
    }
    if (facts.inFlight() >= policy.maxInFlight()) {
      return wait(Reason.IN_FLIGHT);
    }
    if (wallet.least().compareTo(policy.maxFee()) > 0) {
      return wait(Reason.FEE_BUDGET);
    }
    Wei needed = asked.amount().plus(policy.dearest()).plus(facts.committed());
    return wallet.balance().isLessThan(needed)
        ? new Step.Halted(PayoutHalt.HOT_WALLET_LOW)
        : new Step.Assign();
  }

  /** With a nonce: the chain decides. */
  private static Step after(
      PayoutState state, Assigned assigned, ChainFacts facts, PayoutPolicy policy) {
    WalletFacts wallet = facts.wallet();
    if (wallet == null) {
      return wait(Reason.UNKNOWN);
    }
    Optional<PayoutHalt> halt =
        facts.halts().stream().filter(PayoutHalt::stopsDecisions).findFirst();
    if (halt.isPresent()) {
      return new Step.Halted(halt.get());
    }
    return switch (facts.seen()) {
      case Seen.Unknown unknown -> wait(Reason.UNKNOWN);
      case Seen.Young young -> wait(Reason.CONFIRMING);
      case Seen.Final(Mined mined, boolean succeeded) -> new Step.End(end(state, mined, succeeded));
      case Seen.Nowhere nowhere -> {
        if (wallet.finalNonce() > assigned.nonce()) {
          yield new Step.Halted(PayoutHalt.FOREIGN_NONCE);
        }
        yield wallet.nextNonce() > assigned.nonce()
            ? wait(Reason.NONCE_TAKEN)
            : sending(state, wallet.nextNonce() == assigned.nonce(), wallet, facts, policy);
      }
    };
  }

  private static PayoutEvent end(PayoutState state, Mined mined, boolean succeeded) {
    Kind kind =
        state.attempts().stream()
            .filter(attempt -> attempt.hash().equals(mined.hash()))
            .map(Attempt::kind)
            .findFirst()
            .orElseThrow(
                () -> new BrokenPayoutException(state.id(), "a receipt of no attempt decides"));
    if (kind == Kind.CANCEL) {
      return new Refunded(Refunded.CANCELLED, null, mined);
    }
    return succeeded ? new Paid(mined) : new Refunded(Refunded.REVERTED, null, mined);
  }

  /**
   * It is in no block.
   *
   * @param isNext whether the chain waits for this nonce, and not for one before it
   */
  private static Step sending(
      PayoutState state,
      boolean isNext,
      WalletFacts wallet,
      ChainFacts facts,
      PayoutPolicy policy) {
    Kind kind = state.cancelling() == null ? Kind.PAY : Kind.CANCEL;
    Optional<Attempt> newest = state.newest();
    if (newest.isEmpty()) {
      Optional<PayoutHalt> halt = kind == Kind.PAY ? first(facts) : Optional.empty();
      return halt.<Step>map(Step.Halted::new).orElseGet(() -> firstAttempt(kind, wallet, policy));
    }
    Attempt last = newest.get();
    boolean isDue =
        last.kind() != kind
            || (isNext && facts.nowMs() - state.attemptedAtMs() >= policy.bumpAfterMs());
    if (isDue) {
      Fees dearer = last.fees().bumped().atLeast(capped(wallet.offer(), policy.cap(kind)));
      boolean isAllowed =
          dearer.max().compareTo(policy.cap(kind)) <= 0
              && state.attempts().size() < policy.maxAttempts();
      if (isAllowed) {
        return new Step.Sign(last.number() + 1, kind, dearer);
      }
    }
    if (facts.nowMs() - facts.sentAtMs() >= policy.resendAfterMs()) {
      return new Step.Send(last);
    }
    return wait(isDue ? Reason.FEE_BUDGET : Reason.SENT);
  }

  private static Step firstAttempt(Kind kind, WalletFacts wallet, PayoutPolicy policy) {
    Wei cap = policy.cap(kind);
    return wallet.least().compareTo(cap) > 0
        ? wait(Reason.FEE_BUDGET)
        : new Step.Sign(1, kind, capped(wallet.offer(), cap));
  }

  private static Fees capped(Fees offer, Wei cap) {
    Wei max = offer.max().compareTo(cap) > 0 ? cap : offer.max();
    return new Fees(max, offer.tip().compareTo(max) > 0 ? max : offer.tip());
  }

  /** The halt that is named where there are several: always the same one. */
  private static Optional<PayoutHalt> first(ChainFacts facts) {
    return facts.halts().stream().sorted().findFirst();
  }

  private static Step wait(Reason reason) {
    return new Step.Wait(reason);
  }
}
