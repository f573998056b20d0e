package io.fairfall.treasury.adjustments;

import io.avaje.jsonb.Json;
import io.fairfall.ledger.Operation;

/**
 * Who operates the house, as something tells that the caller cannot choose.
 *
 * @param name for people and for the journals, like the ARN of a session; has no colon and space
 * @param identity what two operators must not share, like the ARN of a user or of a role: one who
 *     can be in two sessions at once is one operator
 */
@Json
public record Operator(String name, String identity) {
  /** The longest name and the longest identity, in characters. */
  public static final int MAX_LENGTH = 600;

  public Operator {
    if (!isText(name) || !isText(identity) || name.contains(Operation.Adjustment.NOTE_SEPARATOR)) {
      throw new IllegalArgumentException("an operator has a name and an identity");
    }
  }

  /** Whether this is another operator, and not the same one in another session. */
  public boolean isAnother(Operator other) {
    return !identity.equals(other.identity());
  }

  private static boolean isText(String text) {
    return !text.isBlank() && text.length() <= MAX_LENGTH;
  }
}
