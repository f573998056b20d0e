package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator approved of, written down before any of it is done: whoever carries it out, and
 * however often, does the same things under the same names.
 *
 * @param by the operator
 * @param base the block below which nothing changed: the walk goes on from there
 */
@Json
public record Approval(String by, String reason, long base, List<Item> items) {
  /** Ether that nobody has to give back. */
  public static final String NOTHING = "0";

  public Approval {
    items = List.copyOf(items);
  }

  /**
   * What becomes of one transfer.
   *
   * @param stands whether the new chain has it too
   * @param player who was credited with it; null where nobody was
   * @param id of an approval that an earlier release wrote down: names the adjustment that takes it
   *     back; empty since takings have receipts
   * @param take of such an approval: wei to take back, as decimal text
   */
  @Json
  public record Item(
      OutboxEntry listed, boolean stands, @Nullable String player, String id, String take) {
    public static Item of(OutboxEntry listed, boolean stands, @Nullable String player) {
      return new Item(listed, stands, player, "", NOTHING);
    }
  }
}
