package io.fairfall.ledger;

/**
 * The bounds of the ledger's loops. Production has {@link #DEFAULT}; simulations shrink them, so
 * that each is met thousands of times.
 *
 * @param firstEntries entries behind a bet that are read in one go for its end, at least 1
 * @param pageEntries entries that are read in one go behind the end of a bet, at least 1 and at
 *     most what a read brings
 * @param pagesBeforeReceipts so many pages are read for a correction of the time before corrections
 *     had receipts, at least 1
 * @param tries tries at an operation before its outcome is unknown, at least 3
 * @param patientTries the same for what a player's other operations must not decide, like a cashout
 */
public record Bounds(
    int firstEntries, int pageEntries, int pagesBeforeReceipts, int tries, int patientTries) {
  public static final Bounds DEFAULT = new Bounds(8, 200, 50, 10, 40);

  public Bounds {
    if (firstEntries < 1
        || pageEntries < 1
        || pagesBeforeReceipts < 1
        || tries < 3
        || patientTries < tries) {
      throw new IllegalArgumentException("bounds are too small for an operation to succeed");
    }
  }
}
