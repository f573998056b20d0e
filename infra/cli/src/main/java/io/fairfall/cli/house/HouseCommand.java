package io.fairfall.cli.house;

import picocli.CommandLine.Command;

/** {@code ./fairfall house}, which is nothing without one of its own commands. */
@Command(
    name = "house",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the house owns, and puts ether in or takes it out.",
      "Amounts are in ether, like 0.25, and exact."
    },
    subcommands = {ShowHouseCommand.class, FundCommand.class, WithdrawCommand.class})
public final class HouseCommand {}
