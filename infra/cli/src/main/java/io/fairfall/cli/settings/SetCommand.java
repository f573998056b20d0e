package io.fairfall.cli.settings;

import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingRefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sets bounds and the rollout; what is not named stays as it is. */
@Command(
    name = "set",
    modelTransformer = SettableOptions.class,
    description = {
      "Sets bounds and the rollout; what is not named stays as it is.",
      "Amounts are in ether, like 0.25."
    })
final class SetCommand extends SettingsChangeOptions {
  @Spec private @Nullable CommandSpec set;

  @Option(
      names = "--clear",
      paramLabel = "NAME",
      description = {
        "Unsets one of the above, like max-stake, so that the deployed parameter counts again;",
        "may be given several times. The same as the command unset."
      })
  private List<String> cleared = List.of();

  @Override
  Map<String, @Nullable Object> change() {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    for (Setting<?> setting : SettableOptions.SETTINGS) {
      if (option(setting) instanceof String text) {
        change.put(setting.name(), inCommand(setting, text));
      }
    }
    for (String name : cleared) {
      Setting<?> setting = settable(name);
      if (change.containsKey(setting.name())) {
        throw mistake("--" + setting.option() + " cannot be set and cleared at once.");
      }
      change.put(setting.name(), null);
    }
    if (change.isEmpty()) {
      throw mistake("Say what to set, like --max-stake 2.");
    }
    return change;
  }

  private @Nullable Object option(Setting<?> setting) {
    if (set == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return set.findOption("--" + setting.option()).getValue();
  }

  private <V extends Comparable<V>> Object inCommand(Setting<V> setting, String text) {
    try {
      return setting.form().inCommand(setting.parse(text));
    } catch (SettingRefusedException refused) {
      throw mistake("--" + setting.option() + " " + text + ": " + refused.getMessage() + ".");
    }
  }
}
