package io.fairfall.bench.deposits;

import io.fairfall.load.Tree;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a function says of itself on standard output: lines of JSON with numbers in them. */
final class MetricLines {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PrintStream stream() {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** A metric of all lines together. */
  long sum(String metric) {
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(Tree::read)
        .mapToLong(line -> line.at(metric).number().orElse(0))
        .sum();
  }

  /** What was said that is no metric: the last of it. */
  String lastWords() {
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.contains("\"_aws\""))
        .reduce("", (before, line) -> line);
  }
}
