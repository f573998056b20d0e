package io.fairfall.betlog.bets;

import io.avaje.jsonb.Json;
import io.fairfall.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody bets: the member {@code bet_data} of a bet.
 *
 * @param kind {@code straight} with one leg, {@code parlay} or {@code teaser} with 2 to 12
 * @param stake see {@link Stake}
 * @param points by how many points a teaser moves its lines
 * @param teaserOdds a teaser's prices for 2, 3, … surviving legs, up to the number of its legs:
 *     what is reduced by pushes is paid at the price for fewer
 */
@Json
public record Slip(
    String kind,
    String stake,
    List<Leg> legs,
    @Nullable String points,
    @Json.Property("teaser_odds") @Nullable List<String> teaserOdds,
    @Nullable String notes) {
  public static final String STRAIGHT = "straight";
  public static final String PARLAY = "parlay";
  public static final String TEASER = "teaser";
  static final int MAX_LEGS = 12;
  static final int MAX_NOTES_CHARS = 500;

  /**
   * How large the bet of a client or a file may be, see {@link #toldBytes}: with {@code
   * WeekService.MAX_BETS} of them a whole week still fits into the one answer that a function may
   * give, and into the pages that a week is read in. Twelve legs with long names and notes take
   * about 3,200.
   */
  public static final int MAX_TOLD_BYTES = 4_700;

  private static final Pattern POINTS = Pattern.compile("[1-9][0-9]?(\\.5)?");

  public Slip {
    stake = Stake.parse(stake == null ? "" : stake).text();
    notes = PlainText.linesOrNull("notes", notes, MAX_NOTES_CHARS);
    legs = legs == null ? List.of() : List.copyOf(legs);
    requireLegs(kind, legs.size());
    if (TEASER.equals(kind)) {
      if (points == null || !POINTS.matcher(points).matches()) {
        throw new IllegalArgumentException("points of a teaser are a number like 6 or 6.5.");
      }
      if (teaserOdds == null || teaserOdds.size() != legs.size() - 1) {
        throw new IllegalArgumentException(
            "teaser_odds are the prices for 2 legs, 3 legs and so on, up to all of them.");
      }
      teaserOdds = teaserOdds.stream().map(text -> Odds.parse(text).text()).toList();
    } else if (points != null || teaserOdds != null) {
      throw new IllegalArgumentException("points and teaser_odds are a teaser's.");
    }
  }

  /**
   * How many bytes this takes in an answer: those of its JSON, in which each quotation mark and
   * each backslash counts twice, since the answer itself stands in a text of JSON.
   */
  public int toldBytes() {
    String json = JsonCodec.write(this);
    int marks = (int) json.chars().filter(mark -> mark == '"' || mark == '\\').count();
    return json.getBytes(StandardCharsets.UTF_8).length + marks;
  }

  private static void requireLegs(@Nullable String kind, int legs) {
    if (!STRAIGHT.equals(kind) && !PARLAY.equals(kind) && !TEASER.equals(kind)) {
      throw new IllegalArgumentException("kind is straight, parlay or teaser.");
    }
    if (STRAIGHT.equals(kind) ? legs != 1 : legs < 2 || legs > MAX_LEGS) {
      throw new IllegalArgumentException(
          "legs: a straight bet has one, a parlay or a teaser 2 to " + MAX_LEGS + ".");
    }
  }

  /**
   * Looks at a stake alone.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote it
   */
  public static void requireStake(String stake) {
    Stake.parse(stake);
  }

  Stake risk() {
    return Stake.parse(stake);
  }

  boolean isTeaser() {
    return kind.equals(TEASER);
  }

  /** A teaser's price for some surviving legs, 2 at least. */
  Odds teaserPrice(int survivors) {
    return Odds.parse(Objects.requireNonNull(teaserOdds).get(survivors - 2));
  }

  public long firstKickoffMs() {
    return legs.stream().mapToLong(Leg::kickoffMs).min().orElseThrow();
  }

  public Slip with(List<Leg> changed) {
    return new Slip(kind, stake, changed, points, teaserOdds, notes);
  }
}
