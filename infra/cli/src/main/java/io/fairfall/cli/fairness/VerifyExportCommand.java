package io.fairfall.cli.fairness;

import io.fairfall.beacon.BeaconNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fairfall verify-export FILE}. It asks nobody anything. */
@Command(
    name = "verify-export",
    mixinStandardHelpOptions = true,
    description = {
      "Checks an export of rounds: hashes, chains, beacons, crash points, order.",
      "It asks no server. docs/reference/fairness-export.md has the file's form."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything holds",
      "1:something does not hold, and is named",
      "2:the file cannot be read",
      "3:not known: the file has no rounds, or too many"
    })
public final class VerifyExportCommand implements Callable<Integer> {
  private static final int NOT_KNOWN = 3;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The export.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    ExportVerifier verifier = new ExportVerifier(ExportVerifier.MAX_ROUNDS);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = next(lines); line != null; line = next(lines)) {
        verifier.read(line);
      }
    } catch (CharacterCodingException noText) {
      commandLine().getErr().println(file + " is no text in UTF-8.");
      return ExitCode.USAGE;
    } catch (IOException unreadable) {
      commandLine().getErr().println(file + " cannot be read: " + unreadable.getMessage());
      return ExitCode.USAGE;
    }
    return tell(verifier.end());
  }

  private int tell(ExportReport report) {
    PrintWriter out = commandLine().getOut();
    for (ExportReport.Finding finding : report.findings()) {
      out.printf("line %d: %s. %s%n", finding.line(), finding.word(), finding.sentence());
    }
    long untold = report.findingCount() - report.findings().size();
    if (untold > 0) {
      out.printf("and %d more%n", untold);
    }
    out.printf("%d rounds flown, %d cancelled.%n", report.rounds(), report.voids());
    out.println(whose(report));
    for (ExportLines.Chain chain : report.chains()) {
      out.printf("Compare: chain %s was committed as %s.%n", chain.chain(), chain.terminalHash());
    }
    boolean holds = report.findingCount() == 0;
    out.println(
        !holds
            ? "Not everything holds."
            : report.isWhole()
                ? "Everything holds."
                : "Not known: the file has no rounds, or more than are checked at once.");
    return !holds ? ExitCode.SOFTWARE : report.isWhole() ? ExitCode.OK : NOT_KNOWN;
  }

  private static String whose(ExportReport report) {
    if (report.network() == null || !report.isNetworkKnown()) {
      return "The beacon is none that is known here: its signatures prove nothing.";
    }
    return report.network().equals(BeaconNetwork.QUICKNET)
        ? "The beacon is drand's quicknet."
        : "The beacon is one of development: its key is public, and these rounds prove nothing.";
  }

  /** The next line, cut off where it is too long anyway, or null at the end. */
  private static @Nullable String next(Reader from) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = from.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = from.read()) {
      if (line.length() <= ExportLines.MAX_CHARS) {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec.commandLine();
  }
}
