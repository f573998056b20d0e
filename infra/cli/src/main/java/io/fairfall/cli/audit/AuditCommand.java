package io.fairfall.cli.audit;

import io.fairfall.audit.Audit;
import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.AuditRun;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.journal.StoreUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges every entry of every journal once more, and prints what it comes to. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Judges everything that was ever written once more: seals, rules, rounds, receipts, books.",
      "It reads, and moves the checkpoints of accounts that are in order; it changes nothing else."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:something is wrong, or could not be read",
      "2:the command line is wrong"
    })
public final class AuditCommand implements Callable<Integer> {
  private static final int KEY_BYTES = 16;
  private static final int PROGRESS_SECONDS = 5;
  private static final int MAX_FINDINGS = 1_000;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private Place place = new Place();

  @Option(
      names = "--cut-minutes",
      paramLabel = "N",
      defaultValue = "15",
      description = {
        "Entries younger than this are not judged (${DEFAULT-VALUE}).",
        "0 is right only for a house in which nothing moves."
      })
  private int cutMinutes;

  @Option(
      names = "--segments",
      paramLabel = "N",
      defaultValue = "4",
      description = "Parts of a table that are read side by side (${DEFAULT-VALUE}).")
  private int segments;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "500000",
      description =
          "So many of the newest rounds are compared with the accounts (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes the report as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = commandSpec().commandLine().getOut();
    try {
      AuditReport report = audit(out);
      ReportText.lines(report).forEach(out::println);
      out.flush();
      if (json != null) {
        Files.writeString(json, report.json() + "\n");
      }
      return report.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (AdminCommandException | StoreUnavailableException failure) {
      PrintWriter err = commandSpec().commandLine().getErr();
      err.println(failure.getMessage());
      if (failure.getCause() != null) {
        err.println(failure.getCause().getMessage());
      }
      return ExitCode.SOFTWARE;
    }
  }

  private AuditReport audit(PrintWriter out) {
    InstantSource clock = InstantSource.system();
    Audit audit = new Audit(place.evidence(clock), clock);
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Scope scope = new Scope(Duration.ofMinutes(cutMinutes), segments, rounds, MAX_FINDINGS);
    AuditRun auditRun = audit.begin(scope, HexFormat.of().formatHex(key));
    try (ScheduledExecutorService progress = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> lines =
          progress.scheduleAtFixedRate(
              new Progress(auditRun, out), PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
      try {
        audit.work(auditRun, () -> false);
      } finally {
        lines.cancel(false);
      }
    }
    return auditRun.report();
  }

  /** A line now and then; nobody knows how much is left, for nobody has counted it before. */
  private static final class Progress implements Runnable {
    private final AuditRun auditRun;
    private final PrintWriter out;
    private long before;

    Progress(AuditRun auditRun, PrintWriter out) {
      this.auditRun = auditRun;
      this.out = out;
    }

    @Override
    public void run() {
      long entries = auditRun.entries();
      out.println(
          String.format(
              Locale.ROOT,
              "%-11s %,d entries judged, %,d a second, %,d wrong so far",
              auditRun.phase().name().toLowerCase(Locale.ROOT),
              entries,
              (entries - before) / PROGRESS_SECONDS,
              auditRun.findings()));
      out.flush();
      before = entries;
    }
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec;
  }
}
