package io.fairfall.betlog;

import io.avaje.jsonb.Json;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolStandings;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.weeks.BetRevisions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients are answered. The names of the members are the API's, and
 * docs/reference/openapi.yaml says what each of them means. Absent members are null here, and left
 * out there.
 */
final class ResponseDtos {
  private ResponseDtos() {}

  /** The pools that somebody is in. */
  @Json
  record MyPools(List<PoolRole> pools) {}

  /** One of them, and as what. */
  @Json
  record PoolRole(String pool, String name, String role) {}

  /**
   * A pool as one of its members sees it.
   *
   * @param weekKey of the current week
   */
  @Json
  record PoolView(
      String pool,
      String name,
      String zone,
      String firstDay,
      String weekKey,
      PoolMember me,
      List<PoolMember> members) {}

  /** Somebody in a pool. */
  @Json
  record PoolMember(String player, @Json.Property("user_name") String userName, String role) {
    static PoolMember of(PoolUser user) {
      return new PoolMember(user.player(), user.userName(), user.role().word());
    }
  }

  /**
   * What lets people into a pool.
   *
   * @param expiresAt in milliseconds since 1970
   */
  @Json
  record InvitationCode(String code, String role, int uses, long expiresAt) {}

  /**
   * Who stands where, over all weeks and in each.
   *
   * @param truncated true if there are older weeks, which are not in it; absent otherwise
   */
  @Json
  record StandingsView(
      List<PoolStandings.Row> season, List<WeekStandings> weeks, @Nullable Boolean truncated) {}

  /** Who stands where in a week. */
  @Json
  record WeekStandings(String weekKey, List<PoolStandings.Row> rows) {}

  /** The weeks in which anything was ever bet. */
  @Json
  record WeekKeys(List<String> weeks) {}

  /** A week: its bets, or the events that lead to it from where the client was. */
  @Json
  record WeekView(
      String weekKey,
      long revision,
      @Nullable List<LoggedBet> bets,
      @Nullable List<WeeksEndpoint.Event> events) {}

  /** The bets of a week that were deleted. */
  @Json
  record DeletedBets(String weekKey, List<LoggedBet> bets) {}

  /** A week as a file. */
  @Json
  record WeekFile(String pool, String weekKey, long revision, List<LoggedBet> bets) {}

  /** A bet after a change; or, where it was deleted since, that it was. */
  @Json
  record ChangedBet(long revision, @Nullable LoggedBet bet, @Nullable Boolean deleted) {}

  /** Bets after a grading, without those that were deleted since. */
  @Json
  record GradedBets(long revision, List<LoggedBet> bets) {}

  /** Bets that are no more. */
  @Json
  record Deletions(long revision, List<String> betIds) {}

  /** A bet, and whether it was deleted. */
  @Json
  record BetState(LoggedBet bet, boolean deleted) {}

  /** What became of a bet. */
  @Json
  record BetHistory(String betId, List<BetRevisions.Revision> revisions) {}

  /** What became of the bets of a file, or would. */
  @Json
  record Imported(boolean preview, List<ImportedRow> rows) {}

  /**
   * What became of one of them: its name, what would be added, or why it cannot be.
   *
   * @param row its first line in the file
   * @param known true if it was in the week before; absent otherwise
   * @param userName whose bet would be added
   * @param betStatus how its legs would stand
   */
  @Json
  record ImportedRow(
      long row,
      @Nullable String betId,
      @Nullable Boolean known,
      @Json.Property("user_name") @Nullable String userName,
      @Json.Property("bet_data") @Nullable Slip slip,
      @Json.Property("bet_status") @Nullable List<String> betStatus,
      @Nullable String error) {
    static ImportedRow added(long row, String betId) {
      return new ImportedRow(row, betId, null, null, null, null, null);
    }

    static ImportedRow known(long row, String betId) {
      return new ImportedRow(row, betId, true, null, null, null, null);
    }

    static ImportedRow previewed(long row, LoggedBet bet) {
      return new ImportedRow(row, null, null, bet.userName(), bet.slip(), bet.betStatus(), null);
    }

    static ImportedRow refused(long row, @Nullable String error) {
      return new ImportedRow(row, null, null, null, null, null, error == null ? "" : error);
    }
  }
}
