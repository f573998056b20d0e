package io.fairfall.ledger;

/**
 * Every try found its slot taken. Nothing was written that is known of; whether to try again is the
 * client's.
 */
public final class AccountContendedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AccountContendedException(String journal) {
    super("every slot of " + journal + " was taken first");
  }

  AccountContendedException(String journal, Throwable cause) {
    super("every slot of " + journal + " was taken first", cause);
  }
}
