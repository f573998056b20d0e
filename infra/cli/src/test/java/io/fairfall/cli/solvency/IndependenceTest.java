package io.fairfall.cli.solvency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The check shares no code with whoever makes statements, nor with anything else of ours. */
class IndependenceTest {
  private static final Path SOURCES = Path.of("src/main/java/io/fairfall/cli/solvency");

  @Test
  void itNamesNothingOfTheHouse() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      List<Path> all = files.filter(one -> one.toString().endsWith(".java")).toList();
      assertTrue(all.size() >= 8, all.toString());
      for (Path file : all) {
        assertEquals(List.of(), foreign(Files.readString(file)), file.toString());
      }
    }
    assertEquals(1, foreign("import io.fairfall.solvency.SumNode;\n").size());
  }

  private static List<String> foreign(String source) {
    return source
        .lines()
        .filter(line -> line.replace("io.fairfall.cli.solvency", "").contains("io.fairfall"))
        .toList();
  }
}
