package io.fairfall.cli.settings;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.OperatorSignature;
import io.fairfall.load.Tree;
import io.fairfall.settings.Setting;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What the commands that change something share: who, why, and how the change is told. */
abstract class SettingsChangeOptions extends AdminCall {
  @Mixin private OperatorSignature signature = new OperatorSignature();

  /** The members to change, by the names that the function knows; a value of null clears. */
  abstract Map<String, @Nullable Object> change();

  /** A setting that can be set and unset, by its name on the command line. */
  final Setting<?> settable(String name) {
    return SettableOptions.named(name)
        .orElseThrow(
            () ->
                mistake(
                    "There is no "
                        + name
                        + " to unset, only "
                        + String.join(", ", new SettableNames())
                        + "."));
  }

  @Override
  protected final void check() {
    change();
  }

  @Override
  protected final void ask(AdminClient operations, PrintWriter out) {
    Map<String, @Nullable Object> change = change();
    Tree done =
        operations.ask(
            Map.of(
                "action",
                "settings.change",
                "by",
                signature.by(),
                "reason",
                signature.reason(),
                "change",
                change));
    Tree changed = done.at("changed");
    if (changed.items().isEmpty()) {
      out.println("Nothing to change: it was so already, since version " + done.number("version"));
      return;
    }
    out.println(
        "Version " + done.number("version") + ", by " + signature.by() + ": " + signature.reason());
    TableLine.differences(done.at("before"), done.at("settings")).forEach(out::println);
  }
}
