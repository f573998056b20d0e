package io.fairfall.solvency;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement as it is published.
 *
 * @param signatures of the content's text, one by each wallet in their order: 0x and 130 hex digits
 */
public record SolvencyStatement(StatementContent content, List<String> signatures) {
  private static final Pattern SIGNATURE = Pattern.compile("0x[0-9a-f]{130}");

  public SolvencyStatement {
    signatures = List.copyOf(signatures);
    if (signatures.size() != content.reserves().size()
        || !signatures.stream().allMatch(one -> SIGNATURE.matcher(one).matches())) {
      throw new IllegalArgumentException("each wallet signs, with 0x and 130 hex digits");
    }
  }

  /** As it is stored and published: JSON, below 10,000 characters. */
  public String json() {
    return StatementJson.write(this);
  }

  /**
   * A statement that we stored.
   *
   * @throws io.fairfall.json.BrokenStoreException if it has another form
   * @throws IllegalArgumentException if a member is not as a statement has it
   */
  public static SolvencyStatement read(String stored) {
    return StatementJson.read(stored);
  }
}
