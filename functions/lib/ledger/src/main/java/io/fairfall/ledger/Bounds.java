package io.fairfall.ledger;

import io.fairfall.resilience.BoundListener;
import io.fairfall.resilience.LruCache;

/**
 * The bounds of the ledger's loops and of what it remembers. Production has {@link #DEFAULT};
 * simulations shrink them, so that each is met thousands of times, and count how often.
 *
 * @param firstEntries entries behind a bet that are read in one go for its end, at least 1
 * @param pageEntries entries that are read in one go behind the end of a bet, at least 1 and at
 *     most what a read brings
 * @param pagesBeforeReceipts so many pages are read for a correction of the time before corrections
 *     had receipts, at least 1
 * @param tries tries at an operation before its outcome is unknown, at least 2: one may go to look
 *     again
 * @param patientTries the same for what a player's other operations must not decide, like a cashout
 * @param heads accounts whose newest entry is remembered by who wrote it, at least 1
 * @param settings versions of the settings that a replay remembers, at least 1
 * @param listener is told of each that is met, by the names of these components; and of those that
 *     stored entries fix: {@code keyWindow} ({@link OperationId#WINDOW_SLOTS}), {@code
 *     recentOperations} ({@link Account#MAX_RECENT_OPERATIONS}), {@code rate} ({@link
 *     Account#RATE_WINDOW_MS})
 */
public record Bounds(
    int firstEntries,
    int pageEntries,
    int pagesBeforeReceipts,
    int tries,
    int patientTries,
    int heads,
    int settings,
    BoundListener listener) {
  public static final Bounds DEFAULT =
      new Bounds(8, 200, 50, 10, 40, 1_000, 64, BoundListener.NONE);

  public Bounds {
    if (firstEntries < 1
        || pageEntries < 1
        || pagesBeforeReceipts < 1
        || tries < 2
        || patientTries < tries
        || heads < 1
        || settings < 1) {
      throw new IllegalArgumentException("bounds are too small for an operation to succeed");
    }
  }

  void reached(String bound) {
    listener.reached(bound);
  }

  LruCache<String, AccountReader.Head> rememberedHeads() {
    return new LruCache<>(heads, () -> reached("heads"));
  }
}
