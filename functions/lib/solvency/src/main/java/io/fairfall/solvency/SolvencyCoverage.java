package io.fairfall.solvency;

/** Whether the house could pay all at the statement's instant. */
public enum SolvencyCoverage {
  /** What is known of its wallets comes to what it owes, or more. */
  COVERED,
  /** All its wallets are known, and come to less. */
  SHORT,
  /** A wallet is not known, and the others come to less. */
  UNKNOWN
}
