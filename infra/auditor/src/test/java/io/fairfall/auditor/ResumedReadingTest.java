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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reading as a function makes it: journals in any order, and stopped between any two of them. */
class ResumedReadingTest {
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
    Report whole = export.judge(options);
    Auditor resumed = new Auditor(export, options);
    for (List<Item> journal : journals) {
      journal.forEach(resumed::take);
      resumed = Auditor.restore(resumed.save(), export, options);
    }
    resumed.compareFacts();
    Report report = resumed.report();
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
