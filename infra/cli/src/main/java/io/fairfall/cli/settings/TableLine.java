package io.fairfall.cli.settings;

import io.fairfall.load.Tree;
import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingKeys;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The lines of every table. */
final class TableLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TableLine() {}

  /** A setting and what there is to say of it. */
  static String of(Setting<?> setting, String words) {
    return String.format(Locale.ROOT, "  %-30s %s", setting.option(), words);
  }

  /** What else there is to say of the setting above. */
  static String continued(String words) {
    return String.format(Locale.ROOT, "  %-30s %s", "", words);
  }

  /**
   * A setting and its value in words.
   *
   * @param settings what is set
   * @param deployed what counts where nothing is set, as far as it is known
   */
  static String of(Setting<?> setting, Tree settings, Tree deployed) {
    return of(setting, words(setting, settings, deployed));
  }

  /**
   * What differs between two versions, a line each.
   *
   * @param before empty for what counts before the first change
   */
  static List<String> differences(Tree before, Tree after) {
    return SettingKeys.ALL.stream()
        .filter(setting -> !words(setting, before).equals(words(setting, after)))
        .map(setting -> of(setting, words(setting, before) + " → " + words(setting, after)))
        .toList();
  }

  /** When, by whom and why a change was made. */
  static String of(Tree change) {
    return "%s by %s: %s"
        .formatted(
            TIME.format(Instant.ofEpochMilli(change.number("at"))),
            change.text("by"),
            change.text("reason"));
  }

  private static String words(Setting<?> setting, Tree settings) {
    return words(setting, settings, Tree.EMPTY);
  }

  private static String words(Setting<?> setting, Tree settings, Tree deployed) {
    return setting
        .text(settings.at(setting.name()).value())
        .or(() -> setting.text(deployed.at(setting.name()).value()).map(TableLine::asDeployed))
        .orElse("not set");
  }

  private static String asDeployed(String words) {
    return words + " (as deployed)";
  }
}
