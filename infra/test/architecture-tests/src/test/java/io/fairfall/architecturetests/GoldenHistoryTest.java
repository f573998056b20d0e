package io.fairfall.architecturetests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Golden files are appended to and never edited. Each module's own test compares lines with their
 * digests; here the digests are compared with what they were in every commit that touched them, so
 * that nobody can change a line and its digest together.
 */
@Tag("other-tools")
class GoldenHistoryTest {
  private static final int MAX_WAIT_SECONDS = 60;

  @Test
  void digestsOnlyEverGrowInNumber() throws Exception {
    assumeHistory();
    for (Path digests : GoldenFilesTest.files(".sha256")) {
      List<String> now = SourceTree.lines(digests);
      for (String before : versions(SourceTree.shortName(digests))) {
        List<String> then = before.lines().toList();
        assertFalse(
            then.size() > now.size() || !now.subList(0, then.size()).equals(then),
            () -> SourceTree.shortName(digests) + " had other digests: golden lines were changed");
      }
    }
  }

  /** A file may move, with what is in it. */
  @Test
  void noFileIsTakenAway() throws Exception {
    assumeHistory();
    String lost =
        git(
            "log",
            "--first-parent",
            "--find-renames",
            "--diff-filter=D",
            "--format=",
            "--name-only",
            "--",
            "*/golden/*.sha256");
    assertEquals("", lost.strip(), "what is stored stays stored: its golden file stays too");
  }

  private static void assumeHistory() throws Exception {
    assumeTrue(
        Files.exists(SourceTree.root().resolve(".git"))
            && git("rev-parse", "--is-shallow-repository").strip().equals("false"),
        "without the repository's whole history nobody can say whether golden lines were changed");
  }

  /** A file as it was in each commit of this branch that changed it, under whatever name it had. */
  private static List<String> versions(String path) throws Exception {
    List<String> versions = new ArrayList<>();
    String commit = "";
    String log =
        git("log", "--first-parent", "--follow", "--format=commit %H", "--name-only", "--", path);
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
            .directory(SourceTree.root().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(
        git.waitFor(MAX_WAIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0,
        () -> "git does not answer: " + command);
    return out;
  }
}
