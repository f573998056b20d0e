package io.fairfall.cli.certificate;

/** A certificate does not hold; the sentence says why, and where. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String sentence) {
    super(sentence);
  }
}
