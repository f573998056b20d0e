package io.fairfall.cli.adjust;

import picocli.CommandLine.Command;

/** {@code ./fairfall adjust}, which is nothing without one of its own commands. */
@Command(
    name = "adjust",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a player something of the house's, or takes something, once under an id.",
      "Above a bound (settings, second-operator-above) a second operator approves it first."
    },
    subcommands = {
      ProposeCommand.class,
      ApproveAdjustmentCommand.class,
      RejectCommand.class,
      ListAdjustmentsCommand.class,
      ShowAdjustmentCommand.class
    })
public final class AdjustCommand {}
