package io.fairfall.betlogstore;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One week of one pool.
 *
 * @param pool 4 to 32 characters of a-z, 0-9 and -
 * @param key the date of its first day, like {@code 2026-11-17}
 */
public record PoolWeek(String pool, String key) {
  private static final String POOL = "[a-z0-9][a-z0-9-]{3,31}";
  private static final String KEY = "20[0-9]{2}-[0-9]{2}-[0-9]{2}";
  private static final Pattern JOURNAL = Pattern.compile("week:(" + POOL + "):(" + KEY + ")");

  /** Whether a text could be a pool's id. */
  public static boolean isPool(String text) {
    return text.matches(POOL);
  }

  /** Whether a text could be a week's key: what is none has no journal, and no channel. */
  public static boolean isKey(String text) {
    return text.matches(KEY);
  }

  /** The week that a journal or a channel is of; nothing if it is none of a week. */
  public static Optional<PoolWeek> of(String journal) {
    Matcher parts = JOURNAL.matcher(journal);
    return parts.matches()
        ? Optional.of(new PoolWeek(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  /** The name of its journal, which is that of its channel too. */
  public String journal() {
    return "week:" + pool + ":" + key;
  }

  /** The partition of its bets. */
  String bets() {
    return "bets:" + pool + ":" + key;
  }
}
