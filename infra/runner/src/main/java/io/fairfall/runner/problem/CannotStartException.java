package io.fairfall.runner.problem;

import java.io.Serial;

/** The runner cannot start; the sentence says why, and where possible what helps. */
public final class CannotStartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String sentence;

  public CannotStartException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  public CannotStartException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
