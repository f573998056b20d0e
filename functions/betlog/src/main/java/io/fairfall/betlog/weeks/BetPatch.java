package io.fairfall.betlog.weeks;

import io.avaje.jsonb.Json;
import io.fairfall.betlog.bets.Grading;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LoggedBet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk grading makes new of one bet. Whoever has the bet replaces these members of it, and
 * the closing prices of its legs where there are any.
 *
 * @param closingOdds one for each leg, empty text for none; absent if no leg has one
 */
@Json
public record BetPatch(
    String betId,
    @Json.Property("bet_status") List<String> betStatus,
    @Json.Property("payout_data") Grading.Payout payoutData,
    @Json.Property("closing_odds") @Nullable List<String> closingOdds,
    long revision,
    long updatedAt,
    @Json.Property("updated_by") String updatedBy) {

  static BetPatch of(LoggedBet bet) {
    List<String> closing = new ArrayList<>();
    bet.slip()
        .legs()
        .forEach(leg -> closing.add(leg.closingOdds() == null ? "" : leg.closingOdds()));
    return new BetPatch(
        bet.betId(),
        bet.betStatus(),
        bet.payoutData(),
        closing.stream().allMatch(String::isEmpty) ? null : closing,
        bet.revision(),
        bet.updatedAt(),
        bet.updatedBy());
  }

  LoggedBet appliedTo(LoggedBet bet) {
    List<Leg> legs = new ArrayList<>();
    for (int leg = 0; leg < bet.slip().legs().size(); leg++) {
      String closing = closingOdds == null ? "" : closingOdds.get(leg);
      legs.add(bet.slip().legs().get(leg).closedAt(closing.isEmpty() ? null : closing));
    }
    return new LoggedBet(
        bet.betId(),
        bet.player(),
        bet.userName(),
        bet.league(),
        bet.awayTeam(),
        bet.homeTeam(),
        bet.slip().with(legs),
        betStatus,
        payoutData,
        revision,
        bet.createdAt(),
        updatedAt,
        updatedBy);
  }
}
