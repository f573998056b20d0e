package io.fairfall.architecturetests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Adds up the reports of all modules at the end of a build: how many tests ran, what was skipped
 * for which reason, and what passed only when it was asked again. A build without a single test is
 * an error.
 */
public final class TestTally {
  private static final Pattern COUNTS =
      Pattern.compile(
          "<testsuite [^>]*tests=\"(\\d+)\" errors=\"(\\d+)\" skipped=\"(\\d+)\""
              + " failures=\"(\\d+)\"");
  private static final Pattern SKIP_REASON =
      Pattern.compile("<skipped[^>]*>[^\\n]*?(SKIPPED: [^\\n<\\]]*)");
  private static final Pattern TEST =
      Pattern.compile("<testcase name=\"([^\"]*)\" classname=\"(?:[^\"]*\\.)?([^\".]*)\"");
  private static final Pattern FLAKE =
      Pattern.compile("<flaky(?:Failure|Error)(?: message=\"([^\"]*)\")?");

  private int tests;
  private int failed;
  private int skipped;
  private int flaked;

  private TestTally() {}

  /** Prints the tally of the checkout in the first argument. */
  public static void main(String[] arguments) throws IOException {
    TestTally tally = new TestTally();
    for (Path report : reports(Path.of(arguments[0]))) {
      tally.add(Files.readString(report));
    }
    int passed = tally.tests - tally.failed - tally.skipped;
    String again = tally.flaked == 0 ? "" : ", " + tally.flaked + " passed only when asked again";
    System.out.printf(
        "%d passed, %d failed, %d skipped%s%n", passed, tally.failed, tally.skipped, again);
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
    nameFlakes(report);
    Matcher reason = SKIP_REASON.matcher(report);
    if (reason.find()) {
      System.out.println(reason.group(1).lines().findFirst().orElse(""));
    }
  }

  /**
   * Names what failed and then passed: a fault of a test or of the house that shows now and then.
   */
  private void nameFlakes(String report) {
    Matcher flake = FLAKE.matcher(report);
    while (flake.find()) {
      Matcher test = TEST.matcher(report).region(0, flake.start());
      String name = "";
      while (test.find()) {
        name = test.group(2) + "." + test.group(1);
      }
      flaked++;
      System.out.println("PASSED ONLY WHEN ASKED AGAIN: " + name + ": " + flake.group(1));
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
