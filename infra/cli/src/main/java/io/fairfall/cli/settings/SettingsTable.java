package io.fairfall.cli.settings;

import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingForm;
import io.fairfall.settings.SettingKeys;

/** Every setting in a table, as docs/operating/settings.md holds it. */
final class SettingsTable {
  private static final String HEAD =
      """
      | setting | what it is | takes | unless set | takes effect | players are told | since format |
      |---|---|---|---|---|---|---|
      """;

  private SettingsTable() {}

  static String markdown() {
    StringBuilder table = new StringBuilder(HEAD);
    SettingKeys.ALL.forEach(setting -> table.append(row(setting)).append('\n'));
    return table.toString();
  }

  private static String row(Setting<?> setting) {
    return "| "
        + String.join(
            " | ",
            command(setting) + "<br>`" + setting.name() + "`",
            setting.description(),
            setting.taken(),
            setting.otherwise(),
            setting.effect().words(),
            setting.isPublic() ? "yes" : "no",
            Integer.toString(setting.since()))
        + " |";
  }

  private static String command(Setting<?> setting) {
    return setting.form() == SettingForm.PAUSE
        ? "`pause`/`resume " + setting.option() + "`"
        : "`--" + setting.option() + "`";
  }
}
