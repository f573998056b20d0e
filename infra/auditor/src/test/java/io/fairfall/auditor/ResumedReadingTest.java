package io.fairfall.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.auditor.Auditor.Item;
import io.fairfall.auditor.Auditor.Options;
import io.fairfall.auditor.Auditor.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A reading as a function makes it: journals in any order, and stopped between any two of them, or
 * in the middle of one.
 */
class ResumedReadingTest {
  private static final String DAVE = "account:" + ReferenceHistory.DAVE;

  @TempDir private Path folder;
  private final Forgery forged = Forgery.of(ReferenceHistory.play());
  private Auditor.Export export;
  private Options options;
  private final List<List<Item>> journals = new ArrayList<>();

  @BeforeEach
  void forge() throws IOException {
    forged.checkpoint();
    forged.edit(forged.line("game", 50), "\"crash\":\\d+", "\"crash\":149");
    forged.edit(forged.line("round:42", 1), "\"betId\":\"8\"", "\"betId\":\"88\"");
    forged.edit(forged.line(AccountFaults.ALICE, 5), "\"a\":\"1", "\"a\":\"9");
    export = new Auditor.Export(forged.write(folder.resolve("export")));
    long now = Long.parseLong(Exports.NOW);
    options =
        new Options(
            now,
            export.newestAt(now),
            Optional.of(Auditor.Keys.parse(java.nio.file.Files.readString(keys()))),
            List.of(),
            0,
            Optional.empty(),
            Set.of(),
            100);
    Map<String, List<Item>> byName = new LinkedHashMap<>();
    export.each(
        item ->
            byName
                .computeIfAbsent(item.table() + item.journal(), name -> new ArrayList<>())
                .add(item));
    journals.addAll(byName.values());
    Collections.shuffle(journals, new Random(5));
  }

  private Path keys() throws IOException {
    return Path.of(Exports.options(folder)[1]);
  }

  @Test
  void countsAndFindsTheSameWhereverItIsStopped() {
    Auditor resumed = new Auditor(export, options);
    for (List<Item> journal : journals) {
      journal.forEach(resumed::take);
      resumed.endJournal();
      resumed = Auditor.restore(resumed.save(), export, options);
    }
    resumed.compareFacts();
    assertSameAs(export.judge(options), resumed.report());
  }

  @Test
  void countsAndFindsTheSameIfItIsStoppedBehindEveryEntryAtWhichThatCanBe() {
    Auditor resumed = new Auditor(export, options);
    int within = 0;
    for (List<Item> journal : journals) {
      for (Item item : journal) {
        resumed.take(item);
        if (resumed.mayPause()) {
          within++;
          resumed = Auditor.restore(resumed.save(), export, options);
        }
      }
    }
    resumed.compareFacts();
    assertSameAs(export.judge(options), resumed.report());
    assertTrue(within > 100, "it was stopped " + within + " times");
  }

  static List<Planted> adjustments() {
    return Stream.of(
            AdjustmentFaults.posted(),
            AdjustmentFaults.begun(),
            AdjustmentFaults.agreed(),
            AdjustmentFaults.steps(),
            AdjustmentFaults.alone())
        .flatMap(List::stream)
        .toList();
  }

  /** Of proposals, approvals and their postings as well, in the middle of the list too. */
  @ParameterizedTest
  @MethodSource("adjustments")
  void whatIsPlantedAmongAdjustmentsIsFoundHoweverOftenItIsStopped(Planted planted)
      throws IOException {
    Forgery house = Forgery.of(ReferenceHistory.play());
    Line place = planted.plant().apply(house);
    Map<String, Integer> stops = new HashMap<>();
    Report report;
    try (Auditor.Export stored = new Auditor.Export(house.write(folder.resolve("adjusted")))) {
      Auditor[] reading = {new Auditor(stored, options)};
      stored.each(
          item -> {
            reading[0].take(item);
            boolean isNear = item.journal().contains("adjust") || item.journal().equals(DAVE);
            if (isNear && reading[0].mayPause()) {
              stops.merge(item.journal(), 1, Integer::sum);
              reading[0] = Auditor.restore(reading[0].save(), stored, options);
            }
          });
      reading[0].compareFacts();
      report = reading[0].report();
      assertEquals(named(stored.judge(options)), named(report));
    }
    assertTrue(
        named(report)
            .contains("%s %d %s".formatted(place.journal(), place.version(), planted.rule())),
        () -> place + " is not in " + report.first());
    assertTrue(stops.getOrDefault("adjustments", 0) >= 2, stops.toString());
  }

  private static Set<String> named(Report report) {
    return report.first().stream()
        .map(one -> "%s %d %s".formatted(one.journal(), one.slot(), one.rule().word()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is behind the place is looked up again; what is not there any more was taken away. */
  @Test
  void anEntryThatIsGoneWhenItGoesOnBehindItIsFound() throws IOException {
    List<Item> account =
        journals.stream()
            .filter(one -> one.getFirst().table().equals(Item.ACCOUNTS))
            .filter(one -> one.getFirst().journal().equals(AccountFaults.BOB))
            .findFirst()
            .orElseThrow();
    Auditor stopped = new Auditor(export, options);
    account.subList(0, 3).forEach(stopped::take);
    String saved = stopped.save();
    forged.remove(forged.line(AccountFaults.BOB, 3));
    try (Auditor.Export shorter = new Auditor.Export(forged.write(folder.resolve("shorter")))) {
      Report report = Auditor.restore(saved, shorter, options).report();
      assertEquals(1, report.findings());
      assertEquals(Auditor.Rule.GAP, report.first().getFirst().rule());
    }
  }

  private static void assertSameAs(Report whole, Report report) {
    assertEquals(whole.counts(), report.counts());
    assertEquals(whole.sums(), report.sums());
    assertEquals(Set.copyOf(whole.unknown()), Set.copyOf(report.unknown()));
    List<Auditor.Finding> named = new ArrayList<>(whole.first());
    named.removeIf(finding -> finding.rule() == Auditor.Rule.FACT);
    List<Auditor.Finding> found = new ArrayList<>(report.first());
    found.removeIf(finding -> finding.rule() == Auditor.Rule.FACT);
    assertEquals(Set.copyOf(named), Set.copyOf(found));
    // what the export names fact by fact is named by round where nothing can be read again
    assertEquals(2, whole.byRule().get("fact"));
    assertTrue(
        report.first().stream().anyMatch(finding -> finding.journal().equals("round:42+4096k")),
        report.first().toString());
  }

  @Test
  void aTextOfAnotherReleaseIsRefused() {
    assertThrows(
        Auditor.Unreadable.class, () -> Auditor.restore("{\"facts\":{}}", export, options));
  }
}
