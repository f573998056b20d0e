package io.fairfall.cli.audit;

import io.fairfall.audit.Audit;
import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.AuditRun;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.auditor.Auditor;
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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges every entry of every journal once more, twice, and prints what it comes to. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Judges everything that was ever written once more.",
      "Seals, rules, rounds, receipts and books: two readings do it, which share no",
      "code. One decides all of it again by the house's own rules, the other follows",
      "the specification.",
      "Where they differ, that is a finding by itself.",
      "It reads, and moves the checkpoints of accounts that are in order; it",
      "changes nothing else."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:something is wrong, or could not be read, or the two readings differ",
      "2:the command line is wrong"
    })
public final class AuditCommand implements Callable<Integer> {
  private static final int KEY_BYTES = 16;
  private static final int MAX_FINDINGS = 1_000;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private Place place = new Place();

  @Mixin private IndependentReading independent = new IndependentReading();

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = {
        "Writes everything that is stored into a file, sorted, and judges nothing.",
        "infra/auditor/src/main/java/Auditor.java judges it with nothing but a JDK."
      })
  private @Nullable Path export;

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

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = {
        "Also writes the report as JSON, and that of the independent reading",
        "into a file of the same name that ends in .independent.json."
      })
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = commandSpec().commandLine().getOut();
    try (Place.Opened opened = place.open(InstantSource.system())) {
      if (export != null) {
        write(new ExportWriter(opened.evidence()), export, out);
        return ExitCode.OK;
      }
      AuditReport report = replay(opened.evidence(), out);
      ReportText.lines(report).forEach(out::println);
      out.println();
      Auditor.Report second = read(opened.evidence(), report, out);
      Auditor.lines(second).forEach(out::println);
      out.println();
      out.println(ReportText.compared(report, second));
      out.flush();
      if (json != null) {
        Files.writeString(json, report.json() + "\n");
        Files.writeString(
            json.resolveSibling(json.getFileName() + ".independent.json"), second.json() + "\n");
      }
      return report.isClean() && second.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (AdminCommandException | StoreUnavailableException failure) {
      PrintWriter err = commandSpec().commandLine().getErr();
      err.println(failure.getMessage());
      if (failure.getCause() != null) {
        err.println(failure.getCause().getMessage());
      }
      return ExitCode.SOFTWARE;
    }
  }

  private static void write(ExportWriter writer, Path file, PrintWriter out) throws IOException {
    try (Progress _ = exporting(writer, out)) {
      writer.write(file);
    }
    out.println(
        String.format(
            Locale.ROOT, "%,d items, %,d bytes in %s", writer.items(), Files.size(file), file));
    out.flush();
  }

  private AuditReport replay(Evidence evidence, PrintWriter out) {
    Audit audit = new Audit(evidence, InstantSource.system(), independent.deployed());
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Scope scope = new Scope(Duration.ofMinutes(cutMinutes), segments, rounds, MAX_FINDINGS);
    AuditRun run = audit.begin(scope, HexFormat.of().formatHex(key));
    AtomicLong before = new AtomicLong();
    try (Progress _ =
        new Progress(
            out,
            () -> {
              String phase = run.phase().name().toLowerCase(Locale.ROOT);
              long entries = run.entries();
              String counted =
                  Progress.counted(phase, entries, before.getAndSet(entries), "entries judged");
              return counted + ", " + run.findings() + " wrong so far";
            })) {
      audit.work(run, () -> false);
    }
    return run.report();
  }

  /** Up to the same cut, so that the two can be compared. */
  private Auditor.Report read(Evidence evidence, AuditReport report, PrintWriter out)
      throws IOException {
    ExportWriter writer = new ExportWriter(evidence);
    try (Progress _ = exporting(writer, out)) {
      return independent.judge(evidence, writer, report.startedAt(), report.cutAt());
    }
  }

  private static Progress exporting(ExportWriter writer, PrintWriter out) {
    AtomicLong before = new AtomicLong();
    return new Progress(
        out,
        () -> {
          long items = writer.items();
          return Progress.counted("export", items, before.getAndSet(items), "items read");
        });
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec;
  }
}
