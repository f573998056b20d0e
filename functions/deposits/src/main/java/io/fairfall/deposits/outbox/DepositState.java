package io.fairfall.deposits.outbox;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.money.Wei;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a player sees of their deposits: the whole state, in each entry of {@code
 * deposits:<player>}.
 *
 * @param step of the cursor that it was made of: a state of an earlier one is never told after it
 * @param head the newest block that was walked
 * @param needed confirmations that make a deposit count
 * @param pending deposits that were seen and do not count yet, in the order of the chain
 * @param ended the newest that were decided, newest first
 * @param morePending deposits that were seen and are not among the {@link #MAX_PENDING} of the
 *     list, which come first in the chain; null where the list has all
 */
@Json
public record DepositState(
    long step,
    long head,
    int needed,
    List<Line> pending,
    List<Line> ended,
    @Nullable Integer morePending) {
  public static final String TYPE = "deposits_update";

  /** Decided deposits in a state; older ones are in the history. */
  static final int MAX_ENDED = 10;

  /** Deposits on their way in a state: those that count first. */
  static final int MAX_PENDING = 50;

  private static final String PREFIX = "deposits:";

  public DepositState {
    pending = List.copyOf(pending);
    ended = List.copyOf(ended);
  }

  /**
   * A deposit as a player sees it.
   *
   * @param token the contract's address; absent for ether
   * @param confirmations when it was told
   * @param state {@code seen}, {@code credited}, {@code orphaned}, {@code unattributed} or {@code
   *     reversed}
   * @param takenBack of a reversed one how much is taken back by now: its amount, or less while the
   *     player has not so much
   */
  @Json
  public record Line(
      String key,
      String hash,
      Wei amount,
      @Nullable String token,
      long block,
      long confirmations,
      String state,
      @Nullable Wei takenBack) {
    static Line of(DepositTransfer transfer, long confirmations, String state) {
      return new Line(
          transfer.key(),
          transfer.hash(),
          transfer.amount(),
          transfer.token(),
          transfer.block(),
          Math.max(0, confirmations),
          state,
          null);
    }

    Line takenBack(Wei taken) {
      return new Line(key, hash, amount, token, block, confirmations, state, taken);
    }
  }

  public static DepositState none(int needed) {
    return new DepositState(0, 0, needed, List.of(), List.of(), null);
  }

  public static String journalOf(String player) {
    return PREFIX + player;
  }
}
