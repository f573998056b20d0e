package io.fairfall.local.problem;

import java.io.Serial;

/** The runner cannot start; the sentence says why, and where possible what helps. */
public final class CannotStart extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String sentence;

  public CannotStart(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  public CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
