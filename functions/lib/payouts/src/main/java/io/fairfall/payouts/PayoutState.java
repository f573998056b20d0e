package io.fairfall.payouts;

import io.fairfall.journal.Entry;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Cancelling;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payout as its journal has it.
 *
 * @param version of its newest entry; 0 before the first
 * @param asked null before the first entry
 * @param approvedBy each who approved, once
 * @param assigned null before it has a nonce
 * @param cancelling null unless it is to be cancelled
 * @param attempts in their order
 * @param attemptedAtMs when the newest attempt was stored; 0 where there is none
 * @param end {@link Paid}, {@link Refunded}, or null
 */
public record PayoutState(
    PayoutId id,
    long version,
    @Nullable Asked asked,
    Set<String> approvedBy,
    @Nullable Assigned assigned,
    @Nullable Cancelling cancelling,
    List<Attempt> attempts,
    long attemptedAtMs,
    @Nullable PayoutEvent end) {
  public PayoutState {
    approvedBy = Set.copyOf(approvedBy);
    attempts = List.copyOf(attempts);
  }

  /** Before anything happened. */
  public static PayoutState none(PayoutId id) {
    return new PayoutState(id, 0, null, Set.of(), null, null, List.of(), 0, null);
  }

  /**
   * What a journal's entries come to.
   *
   * @param entries all of them, from the first
   * @throws BrokenPayoutException if one of them cannot follow those before it
   */
  public static PayoutState of(PayoutId id, List<Entry> entries) {
    PayoutState state = none(id);
    for (Entry entry : entries) {
      state = state.after(entry);
    }
    return state;
  }

  /**
   * This and one more entry.
   *
   * @throws BrokenPayoutException if it cannot follow
   */
  public PayoutState after(Entry entry) {
    if (entry.version() != version + 1) {
      throw new BrokenPayoutException(id, "entry " + (version + 1) + " is missing");
    }
    PayoutEvent event = PayoutJson.read(entry);
    whyNot(event)
        .ifPresent(
            rule -> {
              throw new BrokenPayoutException(id, "entry " + entry.version() + ": " + rule);
            });
    return then(event, entry.atMs());
  }

  /** The newest attempt. */
  public Optional<Attempt> newest() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
  }

  /** Whether it has ended, one way or the other. */
  public boolean isEnded() {
    return end != null;
  }

  /** How many approvals are still to come. */
  public int approvalsMissing() {
    return asked == null ? 0 : Math.max(0, asked.approvals() - approvedBy.size());
  }

  /**
   * Why an event cannot follow, as a rule that it breaks; empty if it can. Who appends asks this
   * first, and who reads asks it again.
   */
  public Optional<String> whyNot(PayoutEvent event) {
    if (end != null) {
      return Optional.of("nothing follows the end");
    }
    if ((asked == null) != (event instanceof Asked)) {
      return Optional.of("it is asked for once, and first");
    }
    return switch (event) {
      case Asked first -> Optional.empty();
      case Approved approved -> rule(assigned == null, "it is approved before it has a nonce");
      case Assigned own ->
          rule(assigned == null, "it has one nonce for ever")
              .or(() -> rule(approvalsMissing() == 0, "it has too few approvals"));
      case Cancelling cancel ->
          rule(assigned != null, "without a nonce it is denied")
              .or(() -> rule(cancelling == null, "it is cancelled already"));
      case Attempt attempt -> whyNot(attempt);
      case Paid(PayoutEvent.Mined by) -> rule(hasAttempt(by, true), "no attempt paid by that");
      case Refunded refunded -> whyNot(refunded);
    };
  }

  private Optional<String> whyNot(Attempt attempt) {
    return rule(assigned != null, "an attempt has a nonce")
        .or(() -> rule(attempt.number() == attempts.size() + 1, "attempts are counted"))
        .or(
            () ->
                rule(
                    (attempt.kind() == Kind.CANCEL) == (cancelling != null),
                    "it pays until it is to be cancelled, and cancels from then on"));
  }

  private Optional<String> whyNot(Refunded refunded) {
    PayoutEvent.Mined mined = refunded.mined();
    if (mined == null) {
      return rule(assigned == null, "with a nonce the chain decides");
    }
    return rule(hasAttempt(mined, false), "no attempt is that");
  }

  private boolean hasAttempt(PayoutEvent.Mined mined, boolean mustPay) {
    return attempts.stream()
        .filter(attempt -> !mustPay || attempt.kind() == Kind.PAY)
        .anyMatch(attempt -> attempt.hash().equals(mined.hash()));
  }

  private static Optional<String> rule(boolean holds, String rule) {
    return holds ? Optional.empty() : Optional.of(rule);
  }

  private PayoutState then(PayoutEvent event, long atMs) {
    long next = version + 1;
    return switch (event) {
      case Asked first ->
          new PayoutState(id, next, first, approvedBy, null, null, attempts, 0, null);
      case Approved(String by) -> {
        Set<String> all = new LinkedHashSet<>(approvedBy);
        all.add(by);
        yield new PayoutState(id, next, asked, all, null, null, attempts, 0, null);
      }
      case Assigned own ->
          new PayoutState(id, next, asked, approvedBy, own, null, attempts, 0, null);
      case Cancelling cancel ->
          new PayoutState(
              id, next, asked, approvedBy, assigned, cancel, attempts, attemptedAtMs, null);
      case Attempt attempt -> {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        yield new PayoutState(id, next, asked, approvedBy, assigned, cancelling, all, atMs, null);
      }
      case Paid paid -> ended(paid);
      case Refunded refunded -> ended(refunded);
    };
  }

  private PayoutState ended(PayoutEvent last) {
    return new PayoutState(
        id, version + 1, asked, approvedBy, assigned, cancelling, attempts, attemptedAtMs, last);
  }
}
