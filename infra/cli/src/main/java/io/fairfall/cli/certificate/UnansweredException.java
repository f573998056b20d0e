package io.fairfall.cli.certificate;

/** A provider did not say what was asked: whether the certificate holds is not known. */
public final class UnansweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnansweredException(String sentence) {
    super(sentence);
  }

  UnansweredException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
