package io.fairfall.journal;

/**
 * Every try found its slot taken, so the store could not be written to. Nothing was written that is
 * known of; where a try met a transaction, an earlier sending of its put may still land. Whether to
 * try again is the caller's.
 */
public final class TooManyConflictsException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  TooManyConflictsException(String journal, int tries) {
    super(
        "others write to " + journal + " all the time",
        new IllegalStateException(tries + " tries lost their slots"));
  }
}
