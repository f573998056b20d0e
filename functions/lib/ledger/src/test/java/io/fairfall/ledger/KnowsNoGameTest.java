package io.fairfall.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** By content, not by package: no source of the ledger speaks of a particular game. */
class KnowsNoGameTest {
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)\\b\\w*(seat|crash|flight|flying|multiplier|roundId|curve)\\w*\\b|\\brounds?\\b(?!"
              + " trip)");

  @Test
  void noSourceNamesRoundSeatCrashOrFlight() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (WORDS.matcher(line).find()) {
            found.add(file.getFileName() + ": " + line.strip());
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void thePatternFindsThem() {
    for (String line : List.of("long roundId", "a crash point", "the next round", "Seats seats")) {
      assertFalse(!WORDS.matcher(line).find(), line);
    }
  }
}
