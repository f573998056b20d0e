package io.fairfall.cli;

import io.fairfall.bench.BenchCommand;
import io.fairfall.cli.adjust.AdjustCommand;
import io.fairfall.cli.audit.AuditCommand;
import io.fairfall.cli.deposits.DepositsCommand;
import io.fairfall.cli.fairness.VerifyExportCommand;
import io.fairfall.cli.feed.FeedCommand;
import io.fairfall.cli.feed.SocketTestCommand;
import io.fairfall.cli.house.HouseCommand;
import io.fairfall.cli.migrate.MigrateCommand;
import io.fairfall.cli.settings.SettingsCommand;
import io.fairfall.cli.withdrawals.WithdrawalsCommand;
import io.fairfall.load.LoadCommand;
import io.fairfall.runner.RunCommand;
import io.fairfall.simulation.SimulateCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of all commands. Each lives with the part that it belongs to and is named here. */
@Command(
    name = "fairfall",
    mixinStandardHelpOptions = true,
    description = "Runs, checks, loads and operates Fairfall.",
    subcommands = {
      RunCommand.class,
      VerifyCommand.class,
      VerifyExportCommand.class,
      LoadCommand.class,
      SettingsCommand.class,
      HouseCommand.class,
      AdjustCommand.class,
      WithdrawalsCommand.class,
      FeedCommand.class,
      SocketTestCommand.class,
      DepositsCommand.class,
      MigrateCommand.class,
      SimulateCommand.class,
      AuditCommand.class,
      BenchCommand.class
    })
public final class Fairfall {

  private Fairfall() {}

  /** Exit codes: 0 for done, 1 for a failure that was explained, 2 for a wrong command line. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** All commands. What servers within them have to tell is told from warnings on. */
  static CommandLine commandLine() {
    Logger.getLogger("").setLevel(Level.WARNING);
    return new CommandLine(new Fairfall());
  }
}
