package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing is credited any more: the chain took back what the house has answered for. Nothing is
 * changed until an operator approves of what shall be done.
 *
 * @param reason a sentence for people
 * @param atMs when it was found
 * @param ancestor the newest block that is still there, or -1 where none of those that are
 *     remembered is
 * @param depth how many blocks are gone, at least
 * @param listed what was credited, or kept for somebody, in blocks that are gone
 * @param approval what shall be done, once an operator has said so
 */
@Json
public record Halt(
    String reason,
    long atMs,
    long ancestor,
    long depth,
    List<OutboxEntry> listed,
    @Nullable Approval approval) {
  /** No remembered block is still there. */
  public static final long NO_ANCESTOR = -1;

  /** The same without its lists. */
  Halt headline() {
    return new Halt(reason, atMs, ancestor, depth, List.of(), null);
  }

  public Halt with(Approval approved) {
    return new Halt(reason, atMs, ancestor, depth, listed, approved);
  }
}
