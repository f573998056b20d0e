package io.fairfall.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Golden files are appended to and never edited. Each module's own test compares lines with their
 * digests; here the digests are compared with what they were in every commit that touched them, so
 * that nobody can change a line and its digest together.
 */
class GoldenFilesTest {
  private static final int MAX_WAIT_SECONDS = 60;

  /** Files that are wrong on purpose, for the test of what reads them. */
  private static final String WRONG = "/golden/wrong/";

  private static List<Path> files(String ending) {
    return Checkout.files("", ending).stream()
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
          Checkout.lines(file).stream().map(GoldenFilesTest::sha256).toList(),
          Checkout.lines(digestsOf(file)),
          Checkout.shortName(file));
    }
    assertEquals(golden.stream().map(GoldenFilesTest::digestsOf).toList(), files(".sha256"));
  }

  @Test
  void everyGoldenFileIsReplayed() throws IOException {
    for (Path file : files(".jsonl")) {
      String name = file.getFileName().toString().replace(".jsonl", "");
      StringBuilder tests = new StringBuilder();
      for (Path test :
          Checkout.files(Checkout.shortName(moduleOf(file)), "Test.java", "golden.test.js")) {
        tests.append(Files.readString(test));
      }
      boolean isReplayed =
          Stream.of(
                  "GoldenFile.named(\"%s\")", "replay(\"%s\")", "\"%s.jsonl\"", "replay(\n  '%s',")
              .anyMatch(call -> tests.indexOf(call.formatted(name)) >= 0);
      assertTrue(isReplayed, Checkout.shortName(file) + " is replayed by no test");
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
      boolean isOfTheBrowser = Checkout.shortName(file).startsWith("web/");
      Path first = isOfTheBrowser ? null : known.putIfAbsent(file.getFileName().toString(), file);
      if (first != null) {
        assertEquals(Checkout.lines(first), Checkout.lines(file), Checkout.shortName(file));
      }
    }
  }

  @Test
  void digestsOnlyEverGrowInNumber() throws Exception {
    assumeTrue(
        Files.exists(Checkout.root().resolve(".git"))
            && git("rev-parse", "--is-shallow-repository").strip().equals("false"),
        "without the repository's whole history nobody can say whether golden lines were changed");
    for (Path digests : files(".sha256")) {
      List<String> now = Checkout.lines(digests);
      for (String before : versions(Checkout.shortName(digests))) {
        List<String> then = before.lines().toList();
        assertFalse(
            then.size() > now.size() || !now.subList(0, then.size()).equals(then),
            () -> Checkout.shortName(digests) + " had other digests: golden lines were changed");
      }
    }
  }

  /** A file as it was in each commit of this branch that changed it, under whatever name it had. */
  private static List<String> versions(String path) throws Exception {
    List<String> versions = new ArrayList<>();
    String commit = "";
    String log =
        git("log", "--first-parent", "--follow", "--format=commit %H", "--name-only", path);
    for (String line : log.lines().filter(line -> !line.isBlank()).toList()) {
      if (line.startsWith("commit ")) {
        commit = line.substring("commit ".length());
      } else {
        versions.add(git("show", commit + ":" + line));
      }
    }
    return versions;
  }

  private static String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command)
            .directory(Checkout.root().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(
        git.waitFor(MAX_WAIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0,
        () -> "git does not answer: " + command);
    return out;
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
