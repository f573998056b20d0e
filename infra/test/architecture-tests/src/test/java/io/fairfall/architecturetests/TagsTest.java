package io.fairfall.architecturetests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A test that a module leaves to others is run by them, and a word that nobody knows is no tag. */
class TagsTest {
  private static final Pattern TAG = Pattern.compile("^ *@Tag\\(\"([^\"]*)\"\\)");
  private static final Pattern ARTEFACT =
      Pattern.compile("</parent>\\s*<artifactId>(fairfall-[a-z0-9-]+)</artifactId>");
  private static final Pattern RUN =
      Pattern.compile(
          "<artifactId>(fairfall-[a-z0-9-]+)</artifactId>\\s*<version>[^<]*</version>\\s*"
              + "<type>test-jar</type>");

  @Test
  void integrationTestsOfEveryModuleAreRun() {
    Set<String> have = new TreeSet<>();
    for (Path file : SourceTree.files("", ".java")) {
      for (String line : SourceTree.lines(file)) {
        Matcher tag = TAG.matcher(line);
        if (tag.find() && tag.group(1).equals("integration")) {
          have.add(find(ARTEFACT, moduleOf(file).resolve("pom.xml")).iterator().next());
        }
      }
    }
    assertEquals(
        have, find(RUN, SourceTree.root().resolve("infra/test/integration-tests/pom.xml")));
  }

  @Test
  void thereAreTheTagsThatTheBuildKnows() {
    Set<String> tags = new TreeSet<>();
    for (Path file : SourceTree.files("", ".java")) {
      for (String line : SourceTree.lines(file)) {
        Matcher tag = TAG.matcher(line);
        if (tag.find()) {
          tags.add(tag.group(1));
        }
      }
    }
    assertEquals(Set.of("integration", "other-tools"), tags);
  }

  private static Path moduleOf(Path source) {
    for (Path folder = source.getParent(); folder != null; folder = folder.getParent()) {
      if (folder.resolve("pom.xml").toFile().exists()) {
        return folder;
      }
    }
    throw new IllegalStateException(source + " is in no module");
  }

  private static Set<String> find(Pattern pattern, Path file) {
    Set<String> found = new TreeSet<>();
    pattern
        .matcher(String.join("\n", SourceTree.lines(file)))
        .results()
        .forEach(match -> found.add(match.group(1)));
    return found;
  }
}
