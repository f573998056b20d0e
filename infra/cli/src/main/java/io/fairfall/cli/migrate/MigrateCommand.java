package io.fairfall.cli.migrate;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.cli.admin.AdminTarget;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fairfall migrate}: brings the balances of an older system into the ledger. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings the balances of an older system into the ledger, each once for ever.",
      "",
      "FILE holds a row for each player, in ether as decimal text, as CSV (address,balance)",
      "or JSON lines ({\"address\": \"0x…\", \"balance\": \"0.25\"}). Amounts are read to the",
      "last wei or not at all. A row that cannot be brought never stops the others: it stands",
      "in the report, with its line number and the reason.",
      "",
      "Rehearse with --dry-run first. After an interruption run the same command again:",
      "what is there already is counted and stays as it is. An opening cannot be taken back;",
      "a wrong one is corrected by an adjustment.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row is in the ledger, or was zero",
      "1:it ended early, or some outcome is unknown: run it again",
      "2:the command line is wrong",
      "3:it came to the end, and some rows were rejected"
    })
public final class MigrateCommand implements Callable<Integer> {
  private static final int MAX_NAME = 120;
  private static final long FIRST_PAUSE_MS = 500;

  /** How long Ctrl-C waits for what is under way. */
  private static final int MAX_STOP_SECONDS = 30;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The balances.")
  private Path file = Path.of("");

  @Option(
      names = "--dry-run",
      description = "Only reads and judges every row, and asks nothing of any system.")
  private boolean isDryRun;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for everybody who reads the log; needed unless it is a dry run.")
  private @Nullable String reason;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who you are (${DEFAULT-VALUE}).")
  private String by = "";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where rejected rows are listed, as CSV (FILE.rejected.csv).")
  private @Nullable Path reportFile;

  @Mixin private AdminTarget target = new AdminTarget();

  @Override
  public Integer call() {
    if (!isDryRun && reason == null) {
      throw new CommandLine.ParameterException(
          commandLine(), "Say why with --reason, or rehearse with --dry-run.");
    }
    try {
      return isDryRun ? rehearse() : perform(reason);
    } catch (AdminCommandException failure) {
      commandLine().getErr().println(failure.getMessage());
    } catch (NoSuchFileException missing) {
      commandLine().getErr().println("There is no file " + missing.getFile() + ".");
    } catch (IOException failure) {
      commandLine().getErr().println("It cannot be read or written: " + failure);
    }
    return ExitCode.SOFTWARE;
  }

  private int rehearse() throws IOException {
    return bring(
        openings -> Collections.nCopies(openings.size(), new OpeningOutcome.Opened()),
        new CountDownLatch(1));
  }

  private int perform(@Nullable String why) throws IOException {
    String named = String.valueOf(file.getFileName());
    String name = named.substring(0, Math.min(MAX_NAME, named.length()));
    CountDownLatch stop = new CountDownLatch(1);
    try (AdminClient operations = target.connect()) {
      OpeningClient client = new FunctionOpeningClient(operations, by, String.valueOf(why), name);
      return bring(new RetryingOpeningClient(client, stop, FIRST_PAUSE_MS), stop);
    }
  }

  private int bring(OpeningClient client, CountDownLatch stop) throws IOException {
    Path report = reportFile == null ? Path.of(file + ".rejected.csv") : reportFile;
    if (Files.exists(report) && Files.isSameFile(report, file)) {
      throw new CommandLine.ParameterException(
          commandLine(), "The report would overwrite the file itself: name another.");
    }
    CountDownLatch told = new CountDownLatch(1);
    try (Lines lines = new Lines(Files.newInputStream(file));
        MigrationReport rejected = MigrationReport.to(report)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, told), "stop"));
      ProgressLine progress =
          new ProgressLine(
              commandLine().getErr(), Files.size(file), isTerminal(), System.nanoTime());
      Migration migration =
          new Migration(
              client,
              rejected,
              stop,
              tally -> progress.show(tally.rows(), lines.bytesRead(), System.nanoTime()));
      Optional<String> early = migration.run(new Rows(lines));
      MigrationSummary summary = new MigrationSummary(migration.tally(), isDryRun, early, report);
      summary.print(commandLine().getOut());
      return summary.exitCode();
    } finally {
      told.countDown();
    }
  }

  /** Ctrl-C: nothing new begins, what is under way is finished, and the summary says the truth. */
  private static void stopAndWait(CountDownLatch stop, CountDownLatch told) {
    stop.countDown();
    try {
      boolean _ = told.await(MAX_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec.commandLine();
  }
}
