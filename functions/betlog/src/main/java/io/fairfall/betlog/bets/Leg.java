package io.fairfall.betlog.bets;

import io.avaje.jsonb.Json;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
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

  /** Words of markets that are decided by a line. */
  private static final Pattern OF_A_LINE =
      Pattern.compile(
          "\\b(spreads?|totals?|handicaps?|over ?/? ?under|o/u|run ?lines?|puck ?lines?)\\b");

  /** A number, or the word that stands for zero. */
  private static final Pattern LINE =
      Pattern.compile(
          "[+-]?[0-9]+([.,][0-9]+)?([/, ]+[+-]?[0-9]+([.,][0-9]+)?)?|pk|pick|pick'?em|ev(en)?");

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
    requireKickoff(kickoff);
  }

  /**
   * All that keeps these from being a leg, a sentence for each; what is null here was refused
   * before and is passed over.
   */
  public static List<String> complaints(
      String league,
      String awayTeam,
      String homeTeam,
      String market,
      String selection,
      @Nullable String line,
      @Nullable String odds,
      @Nullable Long kickoff,
      @Nullable String closingOdds) {
    List<String> all = new ArrayList<>();
    Leg good = new Leg("-", "-", "-", "-", null, null, "1/1", MIN_KICKOFF_MS, null);
    hear(all, () -> good.named(league, "-", "-", "-", null, null));
    hear(all, () -> good.named("-", awayTeam, "-", "-", null, null));
    hear(all, () -> good.named("-", "-", homeTeam, "-", null, null));
    hear(all, () -> good.named("-", "-", "-", market, null, null));
    hear(all, () -> good.named("-", "-", "-", "-", selection, null));
    hear(all, () -> good.named("-", "-", "-", "-", null, line));
    hear(all, () -> Odds.parse(odds == null ? "1/1" : odds));
    hear(
        all,
        () -> good.closedAt(closingOdds == null || closingOdds.isEmpty() ? null : closingOdds));
    hear(all, () -> requireKickoff(kickoff == null ? (Long) MIN_KICKOFF_MS : kickoff));
    return all;
  }

  private static void hear(List<String> all, Runnable rule) {
    try {
      rule.run();
    } catch (IllegalArgumentException refused) {
      all.add(String.valueOf(refused.getMessage()));
    }
  }

  private Leg named(
      String ofLeague,
      String away,
      String home,
      String ofMarket,
      @Nullable String pick,
      @Nullable String number) {
    return new Leg(ofLeague, away, home, ofMarket, pick, number, odds, kickoff, closingOdds);
  }

  private static void requireKickoff(@Nullable Long kickoff) {
    if (kickoff == null || kickoff < MIN_KICKOFF_MS || kickoff > MAX_KICKOFF_MS) {
      throw new IllegalArgumentException(
          "kickoff must be an instant in milliseconds since 1970, between 2000 and 2100.");
    }
  }

  /** Whether it says what is bet on: a spread and a total are nothing without a pick and a line. */
  public boolean isComplete() {
    return !OF_A_LINE.matcher(folded(market)).find()
        || (selection != null && line != null && LINE.matcher(folded(line)).matches());
  }

  private static String folded(String text) {
    return PlainText.withPlainMinus(Normalizer.normalize(text, Normalizer.Form.NFKC))
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s_-]*\\s+|_+", " ")
        .strip();
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
