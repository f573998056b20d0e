package io.fairfall.cli.settings;

import picocli.CommandLine.Command;

/** {@code ./fairfall settings}, which is nothing without one of its own commands. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes what counts while the system runs: pauses, bounds, the rollout.",
      "Every change says why and by whom, stands in a history, and takes effect within seconds."
    },
    subcommands = {
      ShowSettingsCommand.class,
      ListCommand.class,
      HistoryCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      SetCommand.class,
      UnsetCommand.class
    })
public final class SettingsCommand {}
