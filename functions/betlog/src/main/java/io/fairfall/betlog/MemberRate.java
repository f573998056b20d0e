package io.fairfall.betlog;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.Request;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.platform.RequestRate;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/**
 * How much each member of a league may ask for, in all pools together: {@value #MAX_UNITS} units in
 * {@value #WINDOW_MS} ms.
 *
 * <p>A pool's weeks are in few partitions, and a change is told to everybody who looks at the week:
 * one member who changes bets without end would make all others wait. What costs most counts most;
 * looking at a week, which every page does again and again, is free. Guessing the codes of
 * invitations counts as well.
 */
final class MemberRate {
  static final long WINDOW_MS = 10_000;

  static final int MAX_UNITS = 120;

  /** What the bets of a file cost beside its reading, which a preview does alone. */
  static final int FILE_UNITS = 17;

  /** What a request costs, in units; what is not here costs nothing. */
  private static final Map<String, Integer> COSTS =
      Map.ofEntries(
          Map.entry("POST /v1/pools", 10),
          Map.entry("POST /v1/pools/{pool}/invitations", 5),
          Map.entry("POST /v1/pools/{pool}/members/{player}", 2),
          Map.entry("POST /v1/invitations/{code}", 5),
          Map.entry("GET /v1/pools/{pool}/standings", 10),
          Map.entry("GET /v1/pools/{pool}/weeks/{week}/deleted", 5),
          Map.entry("GET /v1/pools/{pool}/weeks/{week}/export", 5),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/import", 3),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/bets", 1),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/bets/{betId}", 1),
          Map.entry("GET /v1/pools/{pool}/weeks/{week}/bets/{betId}/history", 2),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/grades", 1),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/deletions", 1));

  private final RequestRate rate;

  /**
   * @param items the work item of a key
   */
  MemberRate(Function<String, CoordinationItem> items, InstantSource clock) {
    this.rate =
        new RequestRate(items, new RequestRate.Budget("rate:betlog:", MAX_UNITS, WINDOW_MS), clock);
  }

  /**
   * Counts a request, before anything is done for it.
   *
   * @throws io.fairfall.http.ProblemException {@code RATE_LIMITED} if the member has to wait;
   *     nothing has happened then
   */
  void take(Request request) {
    take(request, COSTS.getOrDefault(request.route(), 0));
  }

  /**
   * Counts what a request turns out to cost beside that.
   *
   * @param cost in units
   * @throws io.fairfall.http.ProblemException as above
   */
  void take(Request request, int cost) {
    if (cost > 0 && !rate.admits(request.requirePlayer(), cost)) {
      throw Problem.of(
              CommonCode.RATE_LIMITED,
              "You have asked for a lot at once. Nothing was changed: ask again in ten seconds, with"
                  + " the same id.")
          .refusal();
    }
  }
}
