package io.fairfall.betlog;

import io.fairfall.edge.CommonCode;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.pools.PoolWeek;

/**
 * Somebody in a pool. Whoever is in none learns nothing of it, not even whether it exists.
 *
 * @param pool where they are
 * @param member who they are
 */
record Visit(Pool pool, Member member) {
  private static final String NO_SUCH_POOL = "There is no such pool, or you are not in it.";

  /** The pool in the path, as the signed-in member. */
  static Visit of(Pools pools, Request request) {
    String player = request.requirePlayer();
    String id = request.pathParameter("pool");
    if (!PoolWeek.isPool(id)) {
      throw Problem.of(CommonCode.NOT_FOUND, NO_SUCH_POOL).refusal();
    }
    Member member =
        pools
            .member(id, player)
            .orElseThrow(() -> Problem.of(CommonCode.NOT_FOUND, NO_SUCH_POOL).refusal());
    Pool pool =
        pools
            .pool(id)
            .orElseThrow(() -> new IllegalStateException("a pool has members and no item"));
    return new Visit(pool, member);
  }

  /** The week in the path. */
  PoolWeek week(Request request) {
    String key = request.pathParameter("week");
    if (!pool.calendar().isKey(key)) {
      throw Refusal.invalid(
          "A week of this pool is the date of its first day, a "
              + pool.firstDay()
              + ", like 2026-11-17.");
    }
    return new PoolWeek(pool.pool(), key);
  }
}
