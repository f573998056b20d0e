package io.fairfall.cli.settings;

import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingForm;
import io.fairfall.settings.SettingKeys;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of {@code settings set}: one for each setting but those that pause something, which
 * have commands of their own.
 */
final class SettableOptions implements IModelTransformer {
  static final List<Setting<?>> SETTINGS =
      SettingKeys.ALL.stream()
          .<Setting<?>>map(setting -> setting)
          .filter(setting -> setting.form() != SettingForm.PAUSE)
          .toList();

  /** The setting of a name on the command line. */
  static Optional<Setting<?>> named(String option) {
    return SETTINGS.stream().filter(setting -> setting.option().equals(option)).findFirst();
  }

  @Override
  public CommandSpec transform(CommandSpec command) {
    // in front of the options that other commands have too
    for (int i = 0; i < SETTINGS.size(); i++) {
      command.addOption(option(SETTINGS.get(i), i - SETTINGS.size()));
    }
    return command;
  }

  private static OptionSpec option(Setting<?> setting, int order) {
    return OptionSpec.builder("--" + setting.option())
        .paramLabel(setting.form().placeholder())
        .type(String.class)
        .order(order)
        .description(
            (setting.description()
                    + " Takes "
                    + setting.taken()
                    + "; "
                    + setting.effect().words()
                    + ".")
                .replace("%", "%%"))
        .build();
  }
}
