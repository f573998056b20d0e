package io.fairfall.betlog.bets;

import io.avaje.jsonb.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who stands where, over any bets: those of a week, or of all weeks of a season. */
public final class PoolStandings {
  private static final int PERCENT_PLACES = 1;

  private PoolStandings() {}

  /**
   * What one member has made of one currency.
   *
   * @param staked on bets that have ended with a win or a loss
   * @param profit of all bets that have ended
   * @param roi profit in percent of {@code staked}, rounded half up to one decimal; absent where
   *     nothing is decided
   * @param streak the latest results in a row, like {@code W3} or {@code L1}; a push and a void
   *     break none
   * @param open bets that have not ended
   * @param beat closing prices that were worse than the one taken
   * @param missed closing prices that were better
   * @param level closing prices that were the same
   */
  @Json
  public record Row(
      String player,
      @Json.Property("user_name") String userName,
      String currency,
      int won,
      int lost,
      int pushed,
      int open,
      String staked,
      String profit,
      @Nullable String roi,
      @Nullable String streak,
      int beat,
      int missed,
      int level) {}

  private record Key(String player, String currency) {}

  /** The table, the highest profit first. */
  public static List<Row> of(List<LoggedBet> bets) {
    Map<Key, List<LoggedBet>> byMember = new LinkedHashMap<>();
    bets.stream()
        .sorted(Comparator.comparingLong(bet -> bet.slip().firstKickoffMs()))
        .forEach(
            bet ->
                byMember
                    .computeIfAbsent(
                        new Key(bet.player(), bet.slip().risk().currency()),
                        key -> new ArrayList<>())
                    .add(bet));
    return byMember.entrySet().stream()
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing((Row row) -> new BigDecimal(row.profit()))
                .reversed()
                .thenComparing(Row::userName))
        .toList();
  }

  private static Row row(Key key, List<LoggedBet> bets) {
    BigDecimal staked = BigDecimal.ZERO.setScale(Stake.PLACES);
    BigDecimal profit = staked;
    Map<Grading.Result, Integer> results = new EnumMap<>(Grading.Result.class);
    for (LoggedBet bet : bets) {
      Grading.Result result = bet.payoutData().outcome();
      results.merge(result, 1, Integer::sum);
      profit = profit.add(bet.payoutData().profitOrZero());
      if (result == Grading.Result.WON || result == Grading.Result.LOST) {
        staked = staked.add(bet.slip().risk().amount());
      }
    }
    return new Row(
        key.player(),
        bets.getLast().userName(),
        key.currency(),
        results.getOrDefault(Grading.Result.WON, 0),
        results.getOrDefault(Grading.Result.LOST, 0),
        results.getOrDefault(Grading.Result.PUSH, 0) + results.getOrDefault(Grading.Result.VOID, 0),
        results.getOrDefault(Grading.Result.OPEN, 0),
        staked.toPlainString(),
        profit.toPlainString(),
        roi(profit, staked),
        streak(bets),
        closing(bets, -1),
        closing(bets, 1),
        closing(bets, 0));
  }

  private static @Nullable String roi(BigDecimal profit, BigDecimal staked) {
    return staked.signum() == 0
        ? null
        : profit
            .movePointRight(2)
            .divide(staked, PERCENT_PLACES, RoundingMode.HALF_UP)
            .toPlainString();
  }

  /** In the order of kickoffs. */
  private static @Nullable String streak(List<LoggedBet> bets) {
    List<Grading.Result> decided =
        bets.stream()
            .map(bet -> bet.payoutData().outcome())
            .filter(result -> result == Grading.Result.WON || result == Grading.Result.LOST)
            .toList();
    if (decided.isEmpty()) {
      return null;
    }
    Grading.Result latest = decided.getLast();
    int length = 0;
    for (Grading.Result result : decided.reversed()) {
      if (result != latest) {
        break;
      }
      length++;
    }
    return (latest == Grading.Result.WON ? "W" : "L") + length;
  }

  /** Legs whose closing price compares to the price taken like {@code sign}. */
  private static int closing(List<LoggedBet> bets, int sign) {
    return (int)
        bets.stream()
            .flatMap(bet -> bet.slip().legs().stream())
            .filter(leg -> leg.closingOdds() != null && compare(leg) == sign)
            .count();
  }

  private static int compare(Leg leg) {
    String closing = leg.closingOdds();
    return closing == null
        ? 0
        : Integer.signum(Odds.parse(closing).profit().compareTo(leg.price().profit()));
  }
}
