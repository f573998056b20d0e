package io.fairfall.ledger;

import io.fairfall.money.Wei;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that a player has set for themselves; null where there is none. Days and weeks are
 * those of UTC, and weeks begin on Monday.
 *
 * @param dayStake what may be staked in a day
 * @param weekStake what may be staked in a week
 * @param dayLoss what may be lost in a day: stakes that are open count as lost, winnings count
 *     against
 * @param weekLoss what may be lost in a week
 */
public record Limits(
    @Nullable Wei dayStake,
    @Nullable Wei weekStake,
    @Nullable Wei dayLoss,
    @Nullable Wei weekLoss) {
  public static final Limits NONE = new Limits(null, null, null, null);

  /** The highest bound, for entries have a largest size: there is not more ether than this. */
  public static final Wei MAX = Wei.ofEther(120_000_000);

  private static final String COMMA = ",";

  /** Of each pair the lower bound. */
  Limits strictest(Limits other) {
    return new Limits(
        lower(dayStake, other.dayStake),
        lower(weekStake, other.weekStake),
        lower(dayLoss, other.dayLoss),
        lower(weekLoss, other.weekLoss));
  }

  /** The four with commas between, as entries store them. */
  String written() {
    return Stream.of(dayStake, weekStake, dayLoss, weekLoss)
        .map(limit -> limit == null ? "" : limit.toString())
        .collect(Collectors.joining(COMMA));
  }

  static Limits read(String written) {
    String[] parts = written.split(COMMA, -1);
    return new Limits(limit(parts[0]), limit(parts[1]), limit(parts[2]), limit(parts[3]));
  }

  private static @Nullable Wei limit(String text) {
    return text.isEmpty() ? null : Wei.parse(text);
  }

  private static @Nullable Wei lower(@Nullable Wei one, @Nullable Wei other) {
    if (one == null || other == null) {
      return Optional.ofNullable(one).orElse(other);
    }
    return one.isLessThan(other) ? one : other;
  }
}
