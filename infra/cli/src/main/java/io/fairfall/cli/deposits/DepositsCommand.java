package io.fairfall.cli.deposits;

import picocli.CommandLine.Command;

/** {@code ./fairfall deposits}, which is nothing without one of its own commands. */
@Command(
    name = "deposits",
    mixinStandardHelpOptions = true,
    description = "Shows how deposits are followed, and makes good what was missed.",
    subcommands = {
      StatusCommand.class,
      ReprocessCommand.class,
      UnattributedCommand.class,
      ClaimCommand.class,
      ApproveCommand.class,
      CertificateCommand.class
    })
public final class DepositsCommand {}
