package io.fairfall.cli.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Unsets bounds and the rollout, so that what is deployed counts again. */
@Command(
    name = "unset",
    description = "Unsets settings, so that what is deployed counts again, or nothing is bounded.")
final class UnsetCommand extends SettingsChangeOptions {
  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "One or more of ${COMPLETION-CANDIDATES}.",
      completionCandidates = SettableNames.class)
  private List<String> names = List.of();

  @Override
  Map<String, @Nullable Object> change() {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    names.forEach(name -> change.put(settable(name).name(), null));
    return change;
  }
}
