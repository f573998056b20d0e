package io.fairfall.cli.solvency;

/** Something does not hold. The word is of the specification. */
public final class SolvencyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String word;

  SolvencyRefusedException(String word, String sentence) {
    super(word + ". " + sentence);
    this.word = word;
  }

  static SolvencyRefusedException malformed(String sentence) {
    return new SolvencyRefusedException("MALFORMED", sentence);
  }

  /** What does not hold, like {@code ROOT}. */
  public String word() {
    return word;
  }
}
