package io.fairfall.simulation.check;

/**
 * A broken promise.
 *
 * @param check name of the check that found it
 * @param player whose account, or empty
 * @param version of the account's entry that it is about, or 0
 */
public record Violation(String check, String sentence, String player, long version) {
  @Override
  public String toString() {
    return check + ": " + sentence;
  }
}
