package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The map of the architecture has the modules of the build and the writers of the template. */
class ArchitectureMapTest {
  private static final Pattern MODULE = Pattern.compile("<module>(\\S+)/([^/<]+)</module>");
  private static final Pattern MAP_LINE =
      Pattern.compile("(functions/lib/|functions/|infra/test/|infra/)? +([a-z-]+(?: [·←] .+)?)");
  private static final Pattern WRITER =
      Pattern.compile("\\| `(\\w+)` \\| `(\\w+)` \\| ((?:`[^`]+` )+)\\| [^|]+ \\|");
  private static final List<String> WRITES =
      List.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "*");

  /** A writer of accounts: its handler's class, and the journals that it may write. */
  private record Writer(String handler, Set<String> journals) {}

  private final String page = read("docs/start/architecture.md");

  @Test
  void theMapHasTheModulesOfTheBuild() {
    Set<String> built = new TreeSet<>();
    MODULE
        .matcher(read("pom.xml"))
        .results()
        .forEach(module -> built.add(module.group(1) + "/" + module.group(2)));
    assertFalse(built.isEmpty());
    assertEquals(built, modulesOf(page));
  }

  @Test
  void theMapHasTheWritersOfTheTemplate() {
    Map<String, Writer> writers = new TreeMap<>();
    Document.template()
        .path("Resources")
        .properties()
        .forEach(resource -> addWriter(writers, resource.getKey(), resource.getValue()));
    assertFalse(writers.isEmpty());
    assertEquals(writers, writersOf(page));
  }

  @Test
  void aModuleOrAWriterThatIsMissingIsSeen() {
    assertEquals(modulesOf(page).size() - 1, modulesOf(page.replace(" · cli", "")).size());
    assertEquals(
        writersOf(page).size() - 1, writersOf(page.replace("| `FaucetFunction` |", "")).size());
  }

  private static Set<String> modulesOf(String page) {
    String map = page.substring(page.indexOf("## The modules"), page.indexOf("## The tables"));
    Set<String> modules = new TreeSet<>();
    String folder = "";
    for (String line : map.lines().toList()) {
      Matcher modulesHere = MAP_LINE.matcher(line);
      if (modulesHere.matches() && line.contains(" · ")) {
        folder = modulesHere.group(1) == null ? folder : modulesHere.group(1);
        for (String name : modulesHere.group(2).split(" [·←] ", -1)) {
          modules.add(folder + name);
        }
      }
    }
    return modules;
  }

  private static Map<String, Writer> writersOf(String page) {
    Map<String, Writer> writers = new TreeMap<>();
    WRITER
        .matcher(page)
        .results()
        .forEach(
            row ->
                writers.put(
                    row.group(1),
                    new Writer(
                        row.group(2),
                        new TreeSet<>(Arrays.asList(row.group(3).replace("`", "").split(" "))))));
    return writers;
  }

  private static void addWriter(Map<String, Writer> writers, String name, JsonNode resource) {
    String handler = resource.at("/Properties/Handler").asText().split("::", 2)[0];
    for (JsonNode statement :
        resource.findValues("Statement").stream().flatMap(ArchitectureMapTest::each).toList()) {
      boolean writes = each(statement.path("Action")).anyMatch(ArchitectureMapTest::isWrite);
      boolean onAccounts =
          each(statement.path("Resource")).anyMatch(on -> on.asText().startsWith("AccountsTable"));
      if (writes && onAccounts) {
        Set<String> journals = new TreeSet<>();
        statement
            .findValues("dynamodb:LeadingKeys")
            .forEach(keys -> each(keys).forEach(key -> journals.add(key.asText())));
        writers.put(name, new Writer(handler.substring(handler.lastIndexOf('.') + 1), journals));
      }
    }
  }

  private static boolean isWrite(JsonNode action) {
    String[] parts = action.asText().split(":", 2);
    return parts[0].equals("*") || (parts[0].equals("dynamodb") && WRITES.contains(parts[1]));
  }

  private static Stream<JsonNode> each(JsonNode node) {
    return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
  }

  private static String read(String file) {
    try {
      return Files.readString(Document.checkout().resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
