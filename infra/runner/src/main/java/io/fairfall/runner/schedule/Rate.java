package io.fairfall.runner.schedule;

import io.fairfall.runner.problem.CannotStartException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The schedule expressions that are understood here: {@code rate(5 minutes)}. */
final class Rate {
  private static final Pattern RATE =
      Pattern.compile("rate\\(([1-9]\\d{0,5}) (minute|hour|day)s?\\)");

  private Rate() {}

  /**
   * @throws CannotStartException for {@code cron}, {@code at} and everything else
   */
  static Duration of(String schedule, String expression) {
    Matcher rate = RATE.matcher(expression);
    if (!rate.matches()) {
      throw new CannotStartException(
          "%s has the schedule %s; the one-machine runner understands rate(n minutes), hours and days."
              .formatted(schedule, expression));
    }
    long count = Long.parseLong(rate.group(1));
    return switch (rate.group(2)) {
      case "minute" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
