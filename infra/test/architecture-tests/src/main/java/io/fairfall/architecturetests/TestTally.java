package io.fairfall.architecturetests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Adds up the reports of all modules at the end of a build: how many tests ran, and what was
 * skipped for which reason. A build without a single test is an error.
 */
public final class TestTally {
  private static final Pattern COUNTS =
      Pattern.compile(
          "<testsuite [^>]*tests=\"(\\d+)\" errors=\"(\\d+)\" skipped=\"(\\d+)\""
              + " failures=\"(\\d+)\"");
  private static final Pattern SKIP_REASON =
      Pattern.compile("<skipped[^>]*>[^\\n]*?(SKIPPED: [^\\n<\\]]*)");

  private int tests;
  private int failed;
  private int skipped;

  private TestTally() {}

  /** Prints the tally of the checkout in the first argument. */
  public static void main(String[] arguments) throws IOException {
    TestTally tally = new TestTally();
    for (Path report : reports(Path.of(arguments[0]))) {
      tally.add(Files.readString(report));
    }
    int passed = tally.tests - tally.failed - tally.skipped;
    System.out.printf("%d passed, %d failed, %d skipped%n", passed, tally.failed, tally.skipped);
    if (passed == 0 || tally.failed > 0) {
      System.exit(1);
    }
  }

  private void add(String report) {
    Matcher counts = COUNTS.matcher(report);
    if (!counts.find()) {
      return;
    }
    tests += Integer.parseInt(counts.group(1));
    failed += Integer.parseInt(counts.group(2)) + Integer.parseInt(counts.group(4));
    skipped += Integer.parseInt(counts.group(3));
    Matcher reason = SKIP_REASON.matcher(report);
    if (reason.find()) {
      System.out.println(reason.group(1).lines().findFirst().orElse(""));
    }
  }

  private static List<Path> reports(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().matches(".*/target/(surefire|failsafe)-reports/TEST-.*"))
          .filter(file -> !file.toString().contains("node_modules"))
          .sorted()
          .toList();
    }
  }
}
