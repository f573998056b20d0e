package io.fairfall.cli.settings;

import io.fairfall.cli.operations.Asking;
import io.fairfall.cli.operations.OperationsClient;
import io.fairfall.load.Tree;
import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingKeys;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints every setting as it counts now. */
@Command(name = "show", description = "Prints every setting and who changed them last.")
final class ShowCommand extends Asking {

  @Override
  protected void ask(OperationsClient operations, PrintWriter out) {
    Tree shown = operations.ask(Map.of("action", "settings.show"));
    long version = shown.number("version");
    Tree last = shown.at("last");
    out.println(
        version == 0
            ? "Nothing has been changed yet."
            : "Version " + version + ", " + Line.of(last));
    out.println();
    for (Setting<?> setting : SettingKeys.ALL) {
      out.println(Line.of(setting, shown.at("settings"), shown.at("deployed")));
    }
  }
}
