package io.fairfall.auditor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.auditor.Auditor.Item;
import io.fairfall.auditor.Auditor.Mark;
import io.fairfall.auditor.Auditor.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is planted is also found by a reading that comes back and goes on from its marks,
 * wherever it was before: up to what is planted, right before it, or half-way.
 */
class PlantedInPartsTest {
  @TempDir private static Path folder;
  private static Forgery clean;
  private static Auditor.Keys keys;
  private static Set<String> fundings;

  @BeforeAll
  static void play() throws IOException {
    clean = Forgery.of(ReferenceHistory.play());
    clean.checkpoint();
    String[] usual = Exports.options(folder);
    keys = Auditor.Keys.parse(Files.readString(Path.of(usual[1])));
    fundings = Set.copyOf(Files.readAllLines(Path.of(usual[3])));
  }

  @ParameterizedTest
  @MethodSource("io.fairfall.auditor.PlantedFaultsTest#planted")
  void whatIsPlantedIsFoundInParts(Planted planted) throws IOException {
    Forgery forged = clean.copy();
    Line place = planted.plant().apply(forged);
    try (Auditor.Export export = new Auditor.Export(forged.write(folder.resolve("planted")))) {
      Map<String, List<Item>> journals = new LinkedHashMap<>();
      export.each(
          item ->
              journals
                  .computeIfAbsent(item.table() + " " + item.journal(), name -> new ArrayList<>())
                  .add(item));
      long newest = export.newestAt(Long.parseLong(Exports.NOW));
      List<Long> instants =
          journals.values().stream().flatMap(List::stream).map(Item::at).sorted().toList();
      for (long cut :
          List.of(instants.get(instants.size() / 2), place.at(), Math.max(0, place.at() - 1))) {
        Set<String> found = new TreeSet<>();
        Map<String, Mark> marks = new HashMap<>();
        found.addAll(read(export, journals, marks, Math.min(cut, newest), 0));
        found.addAll(read(export, journals, marks, newest, Math.min(cut, newest)));
        assertTrue(
            found.contains(wanted(planted, place)),
            () -> wanted(planted, place) + " is not in " + found + ", cut at " + cut);
      }
    }
  }

  /** A reading that cannot go through an export again names rounds, and not their facts. */
  private static String wanted(Planted planted, Line place) {
    return planted.rule().equals("fact")
        ? "fact"
        : "%s %d %s".formatted(place.journal(), place.version(), planted.rule());
  }

  private static Set<String> read(
      Auditor.Export export,
      Map<String, List<Item>> journals,
      Map<String, Mark> marks,
      long cut,
      long since) {
    Auditor auditor =
        new Auditor(
            export,
            new Options(
                Long.parseLong(Exports.NOW),
                cut,
                since,
                Optional.of(keys),
                List.of(Auditor.Deployed.parse("1,1000,20000")),
                0,
                Optional.of(fundings),
                Set.of(),
                1_000));
    journals.forEach(
        (name, items) -> {
          Mark mark = marks.get(name);
          if (mark == null) {
            items.forEach(auditor::take);
          } else {
            auditor.goOn(
                mark, items.stream().filter(item -> item.version() >= mark.version() - 1).toList());
          }
          auditor.endJournal();
          auditor.mark().ifPresent(newer -> marks.put(name, newer));
        });
    auditor.compareFacts();
    Set<String> found = new TreeSet<>();
    auditor
        .report()
        .first()
        .forEach(
            one ->
                found.add(
                    one.rule() == Auditor.Rule.FACT
                        ? "fact"
                        : "%s %d %s".formatted(one.journal(), one.slot(), one.rule().word())));
    return found;
  }
}
