package io.fairfall.betlog.bets;

import io.avaje.jsonb.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is bet on.
 *
 * @param league the sport or the league, like {@code NFL}
 * @param market what is bet on, like {@code spread}, {@code total} or {@code moneyline}
 * @param selection the side that is taken, like {@code home} or {@code over}
 * @param line the number that decides, like {@code -3.5}; absent where there is none
 * @param odds the price, see {@link Odds}
 * @param kickoff when it begins, in milliseconds since 1970: the leg is locked from then on
 * @param closingOdds the last price before kickoff, as a grader noted it
 */
@Json
public record Leg(
    String league,
    @Json.Property("away_team") String awayTeam,
    @Json.Property("home_team") String homeTeam,
    String market,
    @Nullable String selection,
    @Nullable String line,
    String odds,
    @Nullable Long kickoff,
    @Json.Property("closing_odds") @Nullable String closingOdds) {
  private static final int MAX_LEAGUE_CHARS = 24;
  private static final int MAX_NAME_CHARS = 48;
  private static final int MAX_LINE_CHARS = 12;

  /** 2000-01-01 and 2100-01-01: what is outside is a mistake in the client. */
  private static final long MIN_KICKOFF_MS = 946_684_800_000L;

  private static final long MAX_KICKOFF_MS = 4_102_444_800_000L;

  public Leg {
    league = PlainText.line("league", league, MAX_LEAGUE_CHARS);
    awayTeam = PlainText.line("away_team", awayTeam, MAX_NAME_CHARS);
    homeTeam = PlainText.line("home_team", homeTeam, MAX_NAME_CHARS);
    market = PlainText.line("market", market, MAX_LEAGUE_CHARS);
    selection = PlainText.lineOrNull("selection", selection, MAX_NAME_CHARS);
    line = PlainText.lineOrNull("line", line, MAX_LINE_CHARS);
    odds = Odds.parse(odds == null ? "" : odds).text();
    closingOdds = closingOdds == null ? null : Odds.parse(closingOdds).text();
    if (kickoff == null || kickoff < MIN_KICKOFF_MS || kickoff > MAX_KICKOFF_MS) {
      throw new IllegalArgumentException(
          "kickoff must be an instant in milliseconds since 1970, between 2000 and 2100.");
    }
  }

  public long kickoffMs() {
    return Objects.requireNonNull(kickoff);
  }

  Odds price() {
    return Odds.parse(odds);
  }

  public boolean isLockedAt(long nowMs) {
    return kickoffMs() <= nowMs;
  }

  public Leg closedAt(@Nullable String closing) {
    return new Leg(league, awayTeam, homeTeam, market, selection, line, odds, kickoff, closing);
  }

  /** Whether two legs are the same bet: the closing price is not the bettor's. */
  public boolean isSameBetAs(Leg other) {
    return closedAt(null).equals(other.closedAt(null));
  }
}
