package io.fairfall.withdrawals.solvency;

/** What one look came to. */
public enum StatementOutcome {
  /** A statement was published. */
  MADE,
  /** The hour has its statement, or its minute has not come yet. */
  NOT_DUE,
  /** Another invocation is at it. */
  TAKEN,
  /** No relay brought a draw that was due. */
  DRAW_UNKNOWN,
  /** The nodes did not say, or not agree, which block there was at the instant. */
  BLOCK_UNKNOWN,
  /** The invocation's time ended before all accounts were read. */
  UNFINISHED
}
