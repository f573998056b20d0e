package io.fairfall.treasury.adjustments;

import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A proposal and what has happened to it.
 *
 * @param proposedAtMs when, in milliseconds since 1970
 * @param steps what came after it, oldest first
 */
public record ProposalState(
    AdjustmentProposal proposal, long proposedAtMs, List<ProposalEvent> steps) {
  public ProposalState {
    steps = List.copyOf(steps);
  }

  /** Where a proposal can stand. */
  public enum Status {
    /** It waits for a second operator. */
    OPEN,
    /** Nobody approved it in time. */
    EXPIRED,
    /** It may be carried out, and nobody has told yet that it was: repeat the command. */
    APPROVED,
    REJECTED,
    DONE,
    /** The account's rules refused it. */
    REFUSED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where it stands at an instant. */
  public Status status(long nowMs) {
    if (steps.isEmpty()) {
      if (proposal.isAlone()) {
        return Status.APPROVED;
      }
      return nowMs >= proposal.expiresAtMs() ? Status.EXPIRED : Status.OPEN;
    }
    return switch (steps.getLast()) {
      case ProposalEvent.Approved approved -> Status.APPROVED;
      case ProposalEvent.Rejected rejected -> Status.REJECTED;
      case ProposalEvent.Done done -> Status.DONE;
      case ProposalEvent.Refused refused -> Status.REFUSED;
      case ProposalEvent.Proposed again ->
          throw new IllegalStateException("a proposal is made once: " + proposal.id());
    };
  }

  /** The second operator, where one has approved. */
  public Optional<ProposalEvent.Approved> approved() {
    return steps.stream()
        .filter(ProposalEvent.Approved.class::isInstance)
        .map(ProposalEvent.Approved.class::cast)
        .findFirst();
  }

  /** The slot of the next step. */
  long nextSlot() {
    return steps.size() + 2L;
  }

  /**
   * What the account is asked for: the same however often, under the same key.
   *
   * @throws IllegalStateException if it may not be carried out
   */
  public Operation.Adjustment operation() {
    Long base = approved().map(ProposalEvent.Approved::base).orElse(proposal.base());
    if (base == null) {
      throw new IllegalStateException("nobody has approved " + proposal.id());
    }
    String operator =
        approved()
            .map(second -> proposal.by().name() + " and " + second.by().name())
            .orElse(proposal.by().name());
    return new Operation.Adjustment(
        new OperationId(base, base + "." + proposal.id()),
        proposal.amount(),
        proposal.reason(),
        operator);
  }
}
