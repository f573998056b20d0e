package io.fairfall.realtime.delivery;

import io.fairfall.platform.Environment;
import io.fairfall.realtime.subscriptions.AudienceSizeHint;

/**
 * How many posts a second broadcasts may make. Every post is a request of the account, and so is
 * every cashout that a player sends: broadcasts leave the greater part to the players. And whatever
 * the account may do, bets are told for half of the time at most: the announcement of a crash must
 * find the way free.
 *
 * @param postsPerSecond above 0
 */
public record PublishRateBudget(int postsPerSecond) {
  /** Entries that would come faster are gathered in any case: nobody reads faster. */
  static final long MIN_INTERVAL_MS = 200;

  /** However long telling takes, a player hears of bets within some seconds. */
  static final long MAX_INTERVAL_MS = 3_000;

  /** How many times as long as telling takes pass between two entries. */
  private static final int REST = 2;

  private static final int PERCENT_OF_ACCOUNT = 40;
  private static final int ALL_PERCENT = 100;
  private static final int MS_PER_SECOND = 1_000;

  public PublishRateBudget {
    if (postsPerSecond <= 0) {
      throw new IllegalArgumentException("without a post nobody hears anything");
    }
  }

  /** The broadcasts' share of what API Gateway allows the account. */
  public static PublishRateBudget ofAccount(int requestsPerSecond) {
    return new PublishRateBudget(requestsPerSecond * PERCENT_OF_ACCOUNT / ALL_PERCENT);
  }

  public static PublishRateBudget of(Environment environment) {
    return ofAccount(Integer.parseInt(environment.require("ACCOUNT_REQUESTS_PER_SECOND")));
  }

  /** Milliseconds between two messages to an audience, rounded up. */
  public long intervalMs(AudienceSizeHint.Seen audience) {
    long affordable = Math.ceilDiv((long) audience.followers() * MS_PER_SECOND, postsPerSecond);
    long feasible = Math.min(REST * audience.tellingMs(), MAX_INTERVAL_MS);
    return Math.max(MIN_INTERVAL_MS, Math.max(affordable, feasible));
  }
}
