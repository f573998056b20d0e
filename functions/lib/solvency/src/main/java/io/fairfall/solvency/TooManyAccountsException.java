package io.fairfall.solvency;

/** There are more accounts than a tree has leaves. Nothing is stated of a part of them. */
public final class TooManyAccountsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyAccountsException(long accounts) {
    super("a tree has 2^22 leaves at most, and there are " + accounts + " accounts");
  }
}
