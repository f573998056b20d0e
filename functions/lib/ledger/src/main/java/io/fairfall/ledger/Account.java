package io.fairfall.ledger;

import io.fairfall.money.Wei;
import java.util.List;
import java.util.Optional;

/**
 * An account as its newest entry leaves it. There is no other balance anywhere.
 *
 * @param version version of that entry; 0 for an account that has none
 * @param available what can be staked or withdrawn
 * @param locked the sum of the open stakes
 * @param holds the open holds, oldest first, at most {@link #MAX_HOLDS}
 * @param state what the game remembers beside them
 * @param recent the operations of the newest entries, newest first: element i belongs to version −
 *     i; at most {@link #MAX_RECENT_OPERATIONS}
 * @param gameVersion the newest version of the game journal that an entry was decided on
 * @param settingsVersion the newest version of the settings that an entry was decided on
 * @param protection the bounds that the player has set
 */
public record Account(
    long version,
    Wei available,
    Wei locked,
    List<Hold> holds,
    GameState state,
    List<Recent> recent,
    long gameVersion,
    long settingsVersion,
    PlayerLimits protection) {
  public static final int MAX_HOLDS = 4;
  public static final int MAX_RECENT_OPERATIONS = 6;

  /** A player makes at most {@link #MAX_RECENT_OPERATIONS} operations in so many milliseconds. */
  public static final long RATE_WINDOW_MS = 1_000;

  public static final Account EMPTY =
      new Account(
          0, Wei.ZERO, Wei.ZERO, List.of(), GameState.NONE, List.of(), 0, 0, PlayerLimits.NONE);

  public Account {
    holds = List.copyOf(holds);
    recent = List.copyOf(recent);
    Wei stakes = holds.stream().map(Hold::stake).reduce(Wei.ZERO, Wei::plus);
    if (!stakes.equals(locked)) {
      throw new IllegalStateException("locked is " + locked + ", open stakes are " + stakes);
    }
    if (holds.size() > MAX_HOLDS || recent.size() > MAX_RECENT_OPERATIONS) {
      throw new IllegalStateException("an entry has bounds, and this one is past them");
    }
  }

  /** An open hold by its id. */
  public Optional<Hold> hold(long id) {
    return holds.stream().filter(hold -> hold.id() == id).findFirst();
  }

  /** The oldest version whose operation {@link #recent} names. */
  long recentReachesBackTo() {
    return version - recent.size() + 1;
  }

  /** Whether so many of the player's own operations are so fresh that the next one must wait. */
  public boolean isRateLimited(long stampMs) {
    return recent.size() == MAX_RECENT_OPERATIONS
        && recent.stream().allMatch(one -> Math.abs(stampMs - one.stampMs()) < RATE_WINDOW_MS);
  }

  /**
   * One of the newest operations.
   *
   * @param mark what tells its id from others, see {@link OperationId}; empty for one of the
   *     system's own
   * @param stampMs its stamp if it is the player's and counts to the rate, otherwise 0
   */
  public record Recent(String mark, long stampMs) {}
}
