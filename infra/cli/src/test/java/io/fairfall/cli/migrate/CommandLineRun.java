package io.fairfall.cli.migrate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.cli.Fairfall;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command in a process of its own, which can be killed. */
final class CommandLineRun {
  private static final int MAX_MINUTES = 60;

  private final Process process;
  private final Path output;

  private CommandLineRun(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code ./fairfall migrate FILE} with more arguments. */
  static CommandLineRun start(Path file, String... arguments) throws IOException {
    Path output = Files.createTempFile(file.toAbsolutePath().getParent(), "run", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:+UseSerialGC",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dsun.net.http.retryPost=false",
                "-cp",
                System.getProperty("java.class.path"),
                Fairfall.class.getName(),
                "migrate",
                file.toString()));
    command.addAll(List.of(arguments));
    return new CommandLineRun(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start(),
        output);
  }

  /** As {@code kill -9} does, when a number has come. */
  void killAt(int number, int wanted) {
    if (number == wanted) {
      process.destroyForcibly();
    }
  }

  /** As Ctrl-C does, when a number has come. */
  void interruptAt(int number, int wanted) {
    if (number == wanted) {
      process.destroy();
    }
  }

  /** The exit code. */
  int await() throws InterruptedException, IOException {
    if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertTrue(!process.isAlive() || process.waitFor(1, TimeUnit.MINUTES), output());
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** The number of rows that the summary gives a label. */
  long rows(String label) throws IOException {
    return Long.parseLong(find(label + " +([0-9,]+)").replace(",", ""));
  }

  /** The wei that the summary gives a label. */
  BigInteger wei(String label) throws IOException {
    return new BigInteger(find(label + "[ 0-9,:]*? ([0-9]+) wei"));
  }

  /** The last line of the file that an interrupted run speaks for. */
  long lastLine() throws IOException {
    return Long.parseLong(find("ENDED EARLY after line ([0-9]+)"));
  }

  private String find(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(output());
    assertTrue(matcher.find(), () -> pattern + " in " + output);
    return matcher.group(1);
  }
}
