package io.fairfall.ledger;

/** Every try found its slot taken. Nothing was written; whether to try again is the client's. */
public final class TooManyConflicts extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyConflicts(String journal) {
    super("every slot of " + journal + " was taken first");
  }
}
