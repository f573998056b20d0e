package io.fairfall.cli.settings;

import io.fairfall.load.Tree;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The lines of every table. */
final class Line {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Line() {}

  /** A setting and what there is to say of it. */
  static String of(Setting setting, String words) {
    return String.format(Locale.ROOT, "  %-18s %s", setting.label(), words);
  }

  /** When, by whom and why a change was made. */
  static String of(Tree change) {
    return "%s by %s: %s"
        .formatted(
            TIME.format(Instant.ofEpochMilli(change.number("at"))),
            change.text("by"),
            change.text("reason"));
  }
}
