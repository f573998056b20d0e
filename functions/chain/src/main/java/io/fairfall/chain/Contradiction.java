package io.fairfall.chain;

/** An answer contradicts the question, itself, or what was answered before. */
final class Contradiction extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param claim what is not so, in words of ours: never a node's
   */
  Contradiction(String claim) {
    super(claim);
  }

  static void unless(boolean holds, String claim) {
    if (!holds) {
      throw new Contradiction(claim);
    }
  }
}
