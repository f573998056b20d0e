package io.fairfall.ethereumsignatures;

/** The key could not be asked, or did not answer: nothing was signed, as far as anybody knows. */
public final class SignerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SignerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
