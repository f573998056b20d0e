package io.fairfall.betlog.pools;

import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;

/**
 * Somebody in a pool. Whoever is in none learns nothing of it, not even whether it exists.
 *
 * @param pool where they are
 * @param member who they are
 */
public record PoolRequest(Pool pool, PoolUser member) {
  private static final String NO_SUCH_POOL = "There is no such pool, or you are not in it.";

  /** The pool in the path, as the signed-in member. */
  public static PoolRequest of(PoolStore store, Request request) {
    String player = request.requirePlayer();
    String id = request.pathParameter("pool");
    if (!PoolWeek.isPool(id)) {
      throw Problem.of(CommonCode.NOT_FOUND, NO_SUCH_POOL).refusal();
    }
    PoolUser user =
        store
            .member(id, player)
            .orElseThrow(() -> Problem.of(CommonCode.NOT_FOUND, NO_SUCH_POOL).refusal());
    Pool pool =
        store
            .pool(id)
            .orElseThrow(() -> new IllegalStateException("a pool has members and no item"));
    return new PoolRequest(pool, user);
  }

  /** The week in the path. */
  public PoolWeek week(Request request) {
    String key = request.pathParameter("week");
    if (!pool.calendar().isKey(key)) {
      throw ProblemException.invalid(
          "A week of this pool is the date of its first day, a "
              + pool.firstDay()
              + ", like 2026-11-17.");
    }
    return new PoolWeek(pool.pool(), key);
  }
}
