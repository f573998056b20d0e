package io.fairfall.architecturetests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which way the conditions of main code went in the tests, from the files of all modules. */
final class Conditions {
  private static final int COLUMNS = 5;

  private final Map<String, Condition> conditions = new HashMap<>();
  private final Map<String, List<Condition>> byClass = new HashMap<>();

  /** One place, with its counts of all machines. */
  private static final class Condition {
    private final long line;
    private final Set<String> numbers;
    private long straight;
    private long jumped;

    Condition(long line, Set<String> numbers) {
      this.line = line;
      this.numbers = numbers;
    }

    /** Times that it went the rarer way: so often the bound was met, or was not. */
    long times() {
      return Math.min(straight, jumped);
    }
  }

  /** Reads every file of a folder {@code target/bounds} below a checkout's root. */
  static Conditions under(Path root) throws IOException {
    Conditions all = new Conditions();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files.filter(one -> one.toString().matches(".*/target/bounds/\\d+\\.txt")).toList()) {
        Files.readAllLines(file).forEach(all::add);
      }
    }
    return all;
  }

  /** Adds a line as the agent writes it. */
  void add(String line) {
    String[] columns = line.split("\\|", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("no line of the bound counter: " + line);
    }
    String outer = columns[0].replaceAll("\\$.*", "");
    Condition condition =
        conditions.computeIfAbsent(
            String.join("|", columns[0], columns[1], columns[2]),
            place -> {
              Condition made =
                  new Condition(
                      Long.parseLong(columns[1]),
                      new HashSet<>(Arrays.asList(columns[2].split(",", -1))));
              byClass.computeIfAbsent(outer, name -> new ArrayList<>()).add(made);
              return made;
            });
    condition.straight += Long.parseLong(columns[3]);
    condition.jumped += Long.parseLong(columns[4]);
  }

  boolean isEmpty() {
    return conditions.isEmpty();
  }

  /**
   * How often a condition in some lines went the rarer of its two ways.
   *
   * @param numbers what it compares with, as the agent names it; none for any
   */
  long times(String outerClass, long firstLine, long lastLine, Set<String> numbers) {
    return byClass.getOrDefault(outerClass, List.of()).stream()
        .filter(condition -> condition.line >= firstLine && condition.line <= lastLine)
        .filter(
            condition ->
                numbers.isEmpty() || numbers.stream().anyMatch(condition.numbers::contains))
        .mapToLong(Condition::times)
        .max()
        .orElse(0);
  }
}
