package io.fairfall.betlog;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * A bet as everybody in the pool sees it, and as it is stored.
 *
 * @param betId its creator's own name for it
 * @param player the wallet of the member whose bet it is
 * @param userName that member's name in the pool
 * @param league {@code awayTeam}, {@code homeTeam}: those of the first leg
 * @param betStatus how each leg stands, see {@link LegStatus}
 * @param payoutData what follows from that
 * @param revision the change of the week that made it what it is: whoever edits it names this
 */
@Json
record Bet(
    String betId,
    String player,
    @Json.Property("user_name") String userName,
    String league,
    @Json.Property("away_team") String awayTeam,
    @Json.Property("home_team") String homeTeam,
    @Json.Property("bet_data") Slip slip,
    @Json.Property("bet_status") List<String> betStatus,
    @Json.Property("payout_data") Grading.Payout payoutData,
    long revision,
    long createdAt,
    long updatedAt,
    @Json.Property("updated_by") String updatedBy) {

  /** A new bet, with all legs open. */
  static Bet opened(String betId, Member member, Slip slip, long revision, long nowMs) {
    List<LegStatus> open = slip.legs().stream().map(leg -> LegStatus.OPEN).toList();
    Bet blank =
        new Bet(
            betId,
            member.player(),
            member.userName(),
            "",
            "",
            "",
            slip,
            List.of(),
            Grading.of(slip, open),
            revision,
            nowMs,
            nowMs,
            member.userName());
    return blank.now(slip, open, member, revision, nowMs);
  }

  /** This bet after a change. */
  Bet now(Slip changed, List<LegStatus> statuses, Member by, long atRevision, long nowMs) {
    Leg first = changed.legs().getFirst();
    return new Bet(
        betId,
        player,
        userName,
        first.league(),
        first.awayTeam(),
        first.homeTeam(),
        changed,
        LegStatus.words(statuses),
        Grading.of(changed, statuses),
        atRevision,
        createdAt,
        nowMs,
        by.userName());
  }

  List<LegStatus> statuses() {
    return LegStatus.named(betStatus);
  }

  /** Whether any leg has been graded. */
  boolean isGraded() {
    return statuses().stream().anyMatch(status -> status != LegStatus.OPEN);
  }

  /** Whether any leg has begun. */
  boolean isLockedAt(long nowMs) {
    return slip.firstKickoffMs() <= nowMs;
  }
}
