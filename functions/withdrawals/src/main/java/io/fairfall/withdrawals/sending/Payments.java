package io.fairfall.withdrawals.sending;

import io.fairfall.ethereumsignatures.KeyServiceAnswerException;
import io.fairfall.ethereumsignatures.SignerUnavailableException;
import io.fairfall.money.Wei;
import io.fairfall.payouts.ChainFacts;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.OpenPayouts;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutHalt;
import io.fairfall.payouts.PayoutHold;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutPolicy;
import io.fairfall.payouts.PayoutQueue.Progress;
import io.fairfall.payouts.PayoutRule;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.Seen;
import io.fairfall.payouts.Step;
import io.fairfall.platform.Log;
import io.fairfall.withdrawals.nodes.WalletNodes;
import io.fairfall.withdrawals.sending.LedgerDesk.Told;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Carries out what {@link PayoutRule} says about one payout, step after step, until it has to wait.
 * Each step is written before anything follows from it; whoever is stopped between two steps leaves
 * a state from which the next one decides the same.
 */
public final class Payments {
  private final Parts parts;
  private final PayoutPolicy policy;
  private final int confirmations;
  private final InstantSource clock;

  /** When the newest attempt of each payout was last sent by this sender. */
  private final Map<String, Long> sentAtMs = new HashMap<>();

  /** What payments are made with. */
  public record Parts(
      PayoutJournal payouts,
      NonceJournal nonces,
      OpenPayouts queue,
      LedgerDesk ledger,
      HoldDesk holds,
      WalletNodes nodes,
      PayoutSigner signer) {}

  public Payments(Parts parts, PayoutPolicy policy, int confirmations, InstantSource clock) {
    this.parts = parts;
    this.policy = policy;
    this.confirmations = confirmations;
    this.clock = clock;
  }

  /**
   * Goes on with a payout until it has to wait.
   *
   * @return how it stands then
   */
  public PayoutState goOn(PayoutState from, Look look) {
    PayoutState state = from;
    while (true) { // each step adds an entry, or notes that something was sent just now
      Seen seen = look.seen(state);
      Step next = PayoutRule.next(state, facts(state, seen, look), policy);
      Optional<PayoutState> after = carriedOut(state, next, seen, look);
      if (after.isEmpty()) {
        return state;
      }
      look.changed(state, after.get(), policy);
      state = after.get();
    }
  }

  private ChainFacts facts(PayoutState state, Seen seen, Look look) {
    return new ChainFacts(
        clock.millis(),
        look.wallet(),
        seen,
        look.halts(),
        look.inFlight(),
        look.committedBeside(state),
        state.assigned() == null && !state.isEnded()
            ? parts.holds().hold(state).orElse(null)
            : null,
        state.newest().map(Attempt::hash).map(sentAtMs::get).orElse(0L));
  }

  /** The state with which the next step is decided; empty where there is none now. */
  private Optional<PayoutState> carriedOut(PayoutState state, Step next, Seen seen, Look look) {
    return switch (next) {
      case Step.Wait(Step.Reason reason, long until) -> stays(state, reason.word(), until, seen);
      case Step.Halted(PayoutHalt halt) -> halted(state, halt, seen, look);
      case Step.Assign assign -> assigned(state, seen, look);
      case Step.Sign sign -> signed(state, sign, look);
      case Step.Send(Attempt attempt) -> sent(state, attempt);
      case Step.End(PayoutEvent end) -> ended(state, end, look);
      case Step.Tell(PayoutEvent end) -> told(state, end, look);
    };
  }

  private Optional<PayoutState> halted(PayoutState state, PayoutHalt halt, Seen seen, Look look) {
    look.found(halt);
    return stays(state, halt.word(), 0, seen);
  }

  private Optional<PayoutState> stays(PayoutState state, String word, long until, Seen seen) {
    String hash = state.newest().map(Attempt::hash).orElse(null);
    int depth = 0;
    if (seen instanceof Seen.Young(String mined, int number)) {
      hash = mined;
      depth = number;
    }
    Progress progress =
        new Progress(word, hash, depth, confirmations, until == 0 ? null : until, clock.millis());
    parts.queue().note(state.id(), progress);
    return Optional.empty();
  }

  /**
   * The ledger is asked before a nonce is claimed: what it does not confirm is never paid. And what
   * holds a payout is looked up behind the nonce: whoever else claims one meanwhile takes this one,
   * so that two payouts are never both let through a limit by which there is room for one.
   */
  private Optional<PayoutState> assigned(PayoutState state, Seen seen, Look look) {
    Asked asked = Objects.requireNonNull(state.asked());
    if (!parts.ledger().isAsked(state.id(), asked)) {
      look.isBroken(state.id(), "the ledger has no such withdrawal, or it has ended");
      return Optional.empty();
    }
    OptionalLong nonce = parts.nonces().next();
    if (nonce.isEmpty()) {
      return Optional.empty();
    }
    long nowMs = clock.millis();
    Optional<PayoutHold> hold = parts.holds().holdNow(state, nowMs);
    if (hold.isPresent()) {
      return stays(state, hold.get().reason().word(), hold.get().until(), seen);
    }
    return parts.nonces().claim(state, nonce.getAsLong(), nowMs);
  }

  private Optional<PayoutState> signed(PayoutState state, Step.Sign step, Look look) {
    Attempt attempt;
    try {
      attempt = parts.signer().sign(state, step);
    } catch (SignerUnavailableException | KeyServiceAnswerException later) {
      look.cannotSign(String.valueOf(later.getMessage()));
      return Optional.empty();
    }
    Optional<PayoutState> stored = parts.payouts().append(state, attempt, clock.millis());
    if (stored.isPresent()) {
      look.counts().attempt();
    }
    return stored;
  }

  private Optional<PayoutState> sent(PayoutState state, Attempt attempt) {
    sentAtMs.put(attempt.hash(), clock.millis());
    int taken = parts.nodes().send(attempt.raw());
    Log.info(
        "payout_sent", Map.of("payout", state.id().text(), "hash", attempt.hash(), "nodes", taken));
    return Optional.of(state);
  }

  private Optional<PayoutState> ended(PayoutState state, PayoutEvent end, Look look) {
    Optional<PayoutState> ended = parts.payouts().append(state, end, clock.millis());
    if (ended.isPresent()) {
      look.counts().ended(end instanceof Paid);
    }
    return ended;
  }

  private Optional<PayoutState> told(PayoutState state, PayoutEvent end, Look look) {
    Told told = parts.ledger().tell(state.id(), end);
    if (told == Told.STANDS) {
      parts.queue().remove(state.id());
      state.attempts().forEach(attempt -> sentAtMs.remove(attempt.hash()));
    } else if (told == Told.CONTRADICTED) {
      look.isBroken(state.id(), "the ledger's receipt says another thing");
    }
    return Optional.empty();
  }

  /** What a payout may yet take out of the wallet. */
  static Wei atMost(PayoutState state, PayoutPolicy policy) {
    Asked asked = state.asked();
    return asked == null ? Wei.ZERO : asked.amount().plus(policy.dearest());
  }
}
