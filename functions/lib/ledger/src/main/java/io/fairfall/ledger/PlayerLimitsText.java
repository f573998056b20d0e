package io.fairfall.ledger;

import io.fairfall.money.Wei;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a player asked for to protect themselves, as a line of their history says it. */
public final class PlayerLimitsText {
  private PlayerLimitsText() {}

  public static String of(PlayerLimits.Change change) {
    Limits limits = change.limits();
    String bounds =
        Stream.of(
                limit(limits.dayStake(), "staked a day"),
                limit(limits.weekStake(), "staked a week"),
                limit(limits.dayLoss(), "lost a day"),
                limit(limits.weekLoss(), "lost a week"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return Stream.of(
            Optional.of(bounds.isEmpty() ? "no limits" : "at most " + bounds),
            count(change.coolOffDays(), "a cool-off of %d days"),
            count(change.excludeDays(), "a self-exclusion of %d days"),
            count(change.reminderMinutes(), "a reminder every %d minutes"))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  private static Optional<String> limit(@Nullable Wei limit, String what) {
    return Optional.ofNullable(limit).map(wei -> wei.toEther() + " ETH " + what);
  }

  private static Optional<String> count(int number, String words) {
    return number == 0 ? Optional.empty() : Optional.of(words.formatted(number));
  }
}
