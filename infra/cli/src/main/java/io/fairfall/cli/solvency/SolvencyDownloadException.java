package io.fairfall.cli.solvency;

/** A house did not answer with what was asked for; the sentence says what to do. */
public final class SolvencyDownloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SolvencyDownloadException(String sentence) {
    super(sentence);
  }

  SolvencyDownloadException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
