package io.fairfall.betlog.bets;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * A bet as everybody in the pool sees it, and as it is stored.
 *
 * @param betId its creator's own name for it
 * @param player whose bet it is, see {@link BetOwner}
 * @param userName their name in the pool
 * @param league {@code awayTeam}, {@code homeTeam}: those of the first leg
 * @param betStatus how each leg stands, see {@link LegStatus}
 * @param payoutData what follows from that
 * @param revision the change of the week that made it what it is: whoever edits it names this
 */
@Json
public record LoggedBet(
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

  /**
   * A new bet.
   *
   * @param statuses one for each leg
   * @param by who added it
   */
  public static LoggedBet opened(
      String betId,
      BetOwner owner,
      Slip slip,
      List<LegStatus> statuses,
      PoolUser by,
      long revision,
      long nowMs) {
    LoggedBet blank =
        new LoggedBet(
            betId,
            owner.player(),
            owner.userName(),
            "",
            "",
            "",
            slip,
            List.of(),
            Grading.of(slip, statuses),
            revision,
            nowMs,
            nowMs,
            by.userName());
    return blank.now(slip, statuses, by, revision, nowMs);
  }

  /** This bet after a change. */
  public LoggedBet now(
      Slip changed, List<LegStatus> statuses, PoolUser by, long atRevision, long nowMs) {
    Leg first = changed.legs().getFirst();
    return new LoggedBet(
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

  public List<LegStatus> statuses() {
    return LegStatus.named(betStatus);
  }

  /** Whether any leg has been graded. */
  public boolean isGraded() {
    return statuses().stream().anyMatch(status -> status != LegStatus.OPEN);
  }

  /** Whether any leg has begun. */
  public boolean isLockedAt(long nowMs) {
    return slip.firstKickoffMs() <= nowMs;
  }
}
