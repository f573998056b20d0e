package io.fairfall.treasury.adjustments;

/** What happens to a proposal: the entries of {@code adjustment:<id>}. */
public sealed interface ProposalEvent {
  /** Type of the entry. */
  String type();

  /** Slot 1; the same stands in the journal {@code adjustments}. */
  record Proposed(AdjustmentProposal proposal) implements ProposalEvent {
    public static final String TYPE = "adjustment_proposed";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A second operator agrees.
   *
   * @param base the account's version that the entry's key is made on
   */
  record Approved(Operator by, long base) implements ProposalEvent {
    public static final String TYPE = "adjustment_approved";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** An operator, the one who proposed it or another, takes it off the table. */
  record Rejected(Operator by, String reason) implements ProposalEvent {
    public static final String TYPE = "adjustment_rejected";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The account was adjusted by its entry of a version. */
  record Done(long version) implements ProposalEvent {
    public static final String TYPE = "adjustment_done";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The account's rules refused it for good: the code says why. */
  record Refused(String code) implements ProposalEvent {
    public static final String TYPE = "adjustment_refused";

    @Override
    public String type() {
      return TYPE;
    }
  }
}
