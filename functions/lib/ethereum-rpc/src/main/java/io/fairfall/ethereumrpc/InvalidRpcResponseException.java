package io.fairfall.ethereumrpc;

/** An answer contradicts the question, itself, or what was answered before. */
final class InvalidRpcResponseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param claim what is not so, in words of ours: never a node's
   */
  InvalidRpcResponseException(String claim) {
    super(claim);
  }

  static void unless(boolean holds, String claim) {
    if (!holds) {
      throw new InvalidRpcResponseException(claim);
    }
  }
}
