package io.fairfall.cli.settings;

import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingForm;
import io.fairfall.settings.SettingKeys;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what there is to set. It asks nobody: the list is the same in every part of a build. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Prints every setting there is, with its bounds. Asks no running system.")
final class ListCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--markdown",
      description = "Prints the table that docs/operating/settings.md holds.")
  private boolean markdown;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      out.print(SettingsTable.markdown());
    } else {
      SettingKeys.ALL.forEach(setting -> print(setting, out));
    }
    out.flush();
  }

  private static void print(Setting<?> setting, PrintWriter out) {
    out.println(TableLine.of(setting, setting.description()));
    out.println(TableLine.continued(setting.taken() + "; unless set: " + setting.otherwise()));
    out.println(
        TableLine.continued(
            "takes effect "
                + setting.effect().words()
                + (setting.isPublic() ? "; players are told" : "")
                + (setting.form() == SettingForm.PAUSE ? "; see pause and resume" : "")));
  }
}
