package io.fairfall.cli.admin;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What such commands share: they ask the function, and print an answer or one sentence. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is done",
      "1:it was refused or not answered; one sentence says why",
      "2:the command line is wrong"
    })
public abstract class AdminCall implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private AdminTarget target = new AdminTarget();

  @Override
  public final Integer call() {
    CommandLine line = commandLine();
    check();
    try (AdminClient operations = target.connect()) {
      ask(operations, line.getOut());
      line.getOut().flush();
      return ExitCode.OK;
    } catch (AdminCommandException failure) {
      line.getErr().println(failure.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  /**
   * Reads the command line further than the parser does. A {@link #mistake} in it is told before
   * anybody is asked.
   */
  protected void check() {}

  /** Asks, and prints what it comes to. */
  protected abstract void ask(AdminClient operations, PrintWriter out);

  /** Where the system is on this machine; null if it is on AWS. */
  public final @Nullable URI onThisMachine() {
    return target.onThisMachine();
  }

  /** A mistake in the command line, told with its usage. */
  public final CommandLine.ParameterException mistake(String sentence) {
    return new CommandLine.ParameterException(commandLine(), sentence);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec.commandLine();
  }
}
