package io.fairfall.architecturetests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One name means one thing: a reader who searches for a class by its name finds one. */
class ClassNamesTest {
  private static final String MAIN = "/src/main/java/";
  private static final String OF_EVERY_PACKAGE = "package-info.java";

  /** Fewer would mean that the sources were not found. */
  private static final int AT_LEAST = 300;

  @Test
  void noClassNameStandsTwice() {
    Map<String, List<String>> places = new TreeMap<>();
    for (Path file : SourceTree.files("", ".java")) {
      String name = file.getFileName().toString();
      String place = SourceTree.shortName(file);
      if (place.contains(MAIN) && !name.equals(OF_EVERY_PACKAGE)) {
        places.computeIfAbsent(name, absent -> new ArrayList<>()).add(place);
      }
    }
    assertTrue(places.size() >= AT_LEAST, "there are only " + places.size() + " classes");
    places.values().removeIf(where -> where.size() == 1);
    assertEquals(Map.of(), places);
  }
}
