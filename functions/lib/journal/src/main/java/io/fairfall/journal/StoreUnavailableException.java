package io.fairfall.journal;

/**
 * The store did not answer, or refused to work just now. A write that ends like this may still have
 * happened, or happen later: its outcome is unknown until it is looked up.
 */
public class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
