package io.fairfall.cli.settings;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingKeys;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints every setting as it counts now. */
@Command(name = "show", description = "Prints every setting and who changed them last.")
final class ShowSettingsCommand extends AdminCall {

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Tree shown = operations.ask(Map.of("action", "settings.show"));
    long version = shown.number("version");
    Tree last = shown.at("last");
    out.println(
        version == 0
            ? "Nothing has been changed yet."
            : "Version " + version + ", " + TableLine.of(last));
    out.println();
    for (Setting<?> setting : SettingKeys.ALL) {
      out.println(TableLine.of(setting, shown.at("settings"), shown.at("deployed")));
    }
  }
}
