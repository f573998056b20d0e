package io.fairfall.architecturetests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Golden files are whole, and each is replayed. That their digests are those of before is seen by
 * {@link GoldenHistoryTest}.
 */
class GoldenFilesTest {
  /** Files that are wrong on purpose, for the test of what reads them. */
  private static final String WRONG = "/golden/wrong/";

  static List<Path> files(String ending) {
    return SourceTree.files("", ending).stream()
        .filter(file -> file.toString().contains("/golden/"))
        .filter(file -> !file.toString().contains(WRONG))
        .toList();
  }

  @Test
  void everyLineHasItsDigest() {
    List<Path> golden = files(".jsonl");
    assertTrue(golden.size() > 30, golden.size() + " golden files");
    for (Path file : golden) {
      assertEquals(
          SourceTree.lines(file).stream().map(GoldenFilesTest::sha256).toList(),
          SourceTree.lines(digestsOf(file)),
          SourceTree.shortName(file));
    }
    assertEquals(golden.stream().map(GoldenFilesTest::digestsOf).toList(), files(".sha256"));
  }

  @Test
  void everyGoldenFileIsReplayed() throws IOException {
    for (Path file : files(".jsonl")) {
      String name = file.getFileName().toString().replace(".jsonl", "");
      StringBuilder tests = new StringBuilder();
      for (Path test :
          SourceTree.files(SourceTree.shortName(moduleOf(file)), "Test.java", "golden.test.js")) {
        tests.append(Files.readString(test));
      }
      boolean isReplayed =
          Stream.of(
                  "GoldenFile.named(\"%s\")", "replay(\"%s\")", "\"%s.jsonl\"", "replay(\n  '%s',")
              .anyMatch(call -> tests.indexOf(call.formatted(name)) >= 0);
      assertTrue(isReplayed, SourceTree.shortName(file) + " is replayed by no test");
    }
  }

  private static Path moduleOf(Path file) {
    Path folder = file;
    do {
      folder = Objects.requireNonNull(folder.getParent(), "a golden file belongs to a module");
    } while (!Files.exists(folder.resolve("pom.xml"))
        && !Files.exists(folder.resolve("package.json")));
    return folder;
  }

  /** What one module writes and another reads has a file in each, and the two are one. */
  @Test
  void filesOfOneNameAreTheSame() {
    Map<String, Path> known = new HashMap<>();
    for (Path file : files(".jsonl")) {
      boolean isOfTheBrowser = SourceTree.shortName(file).startsWith("web/");
      Path first = isOfTheBrowser ? null : known.putIfAbsent(file.getFileName().toString(), file);
      if (first != null) {
        assertEquals(SourceTree.lines(first), SourceTree.lines(file), SourceTree.shortName(file));
      }
    }
  }

  private static Path digestsOf(Path golden) {
    return golden.resolveSibling(golden.getFileName().toString().replace(".jsonl", ".sha256"));
  }

  private static String sha256(String line) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }
}
