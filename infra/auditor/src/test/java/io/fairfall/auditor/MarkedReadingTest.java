package io.fairfall.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reading that comes back, and goes on from marks of its own. */
class MarkedReadingTest {
  @TempDir private Path folder;
  private Auditor.Export export;
  private long newest;
  private final Map<String, List<Item>> journals = new LinkedHashMap<>();

  @BeforeEach
  void play() throws IOException {
    Forgery clean = Forgery.of(ReferenceHistory.play());
    export = new Auditor.Export(clean.write(folder.resolve("export")));
    newest = export.newestAt(Long.parseLong(Exports.NOW));
    export.each(
        item ->
            journals
                .computeIfAbsent(item.table() + " " + item.journal(), name -> new ArrayList<>())
                .add(item));
  }

  @AfterEach
  void close() throws IOException {
    export.close();
  }

  private Options options(long cut, long since) throws IOException {
    return new Options(
        Long.parseLong(Exports.NOW),
        cut,
        since,
        Optional.of(Auditor.Keys.parse(Files.readString(Path.of(Exports.options(folder)[1])))),
        List.of(),
        0,
        Optional.empty(),
        Set.of(),
        100);
  }

  private Auditor.Report read(Map<String, Mark> marks, long cut, long since) throws IOException {
    Auditor auditor = new Auditor(export, options(cut, since));
    journals.forEach(
        (name, items) -> {
          Mark mark = marks.get(name);
          if (mark == null) {
            items.forEach(auditor::take);
          } else {
            auditor.goOn(mark, behind(mark, items));
          }
          auditor.endJournal();
          auditor.mark().ifPresent(newer -> marks.put(name, newer));
        });
    auditor.compareFacts();
    return auditor.report();
  }

  private static List<Item> behind(Mark mark, List<Item> items) {
    return items.stream().filter(item -> item.version() >= mark.version() - 1).toList();
  }

  /** Whatever instant the cut falls on, both parts find nothing and judge every entry once. */
  @Test
  void inTwoPartsNothingIsFoundWhereverTheyMeet() throws IOException {
    long whole = read(new HashMap<>(), newest, 0).counts().getOrDefault("account_entries", 0L);
    List<Long> instants =
        journals.values().stream()
            .flatMap(List::stream)
            .map(Item::at)
            .filter(at -> at > 0)
            .distinct()
            .sorted()
            .toList();
    for (int i = 0; i < instants.size(); i += 7) {
      Map<String, Mark> marks = new HashMap<>();
      Auditor.Report first = read(marks, instants.get(i), 0);
      Auditor.Report second = read(marks, newest, instants.get(i));
      assertEquals(List.of(), first.first(), "up to " + instants.get(i));
      assertEquals(List.of(), second.first(), "behind " + instants.get(i));
      long both =
          first.counts().getOrDefault("account_entries", 0L)
              + second.counts().getOrDefault("account_entries", 0L);
      assertEquals(whole, both);
    }
    assertTrue(instants.size() > 20, "instants: " + instants.size());
  }

  private Map<String, Mark> marked() throws IOException {
    Map<String, Mark> marks = new HashMap<>();
    assertEquals(List.of(), read(marks, newest, 0).first());
    assertEquals(
        journals.keySet().stream()
            .filter(
                name ->
                    name.matches(
                        "accounts account:.*|events (game|settings|house|adjusted|adjustments)"))
            .filter(name -> isSealed(name))
            .toList()
            .size(),
        marks.size());
    return marks;
  }

  private boolean isSealed(String name) {
    return !Objects.requireNonNull(journals.get(name)).getLast().seal().isEmpty();
  }

  private static final String BOB = "accounts " + AccountFaults.BOB;

  private List<Item> bob() {
    return Objects.requireNonNull(journals.get(BOB));
  }

  @Test
  void aMarkThatSomebodyElseMadeIsFound() throws IOException {
    Map<String, Mark> marks = marked();
    Mark mark = Objects.requireNonNull(marks.get(BOB));
    Mark forged = Mark.parse(mark.json().replace("\"isPastKnown\":1", "\"isPastKnown\":0"));
    assertFalse(forged.equals(mark));
    marks.put(BOB, forged);
    assertFound(read(marks, newest, newest), "did not sign");
  }

  @Test
  void aTailThatIsGoneIsFound() throws IOException {
    Map<String, Mark> marks = marked();
    bob().removeLast();
    assertFound(read(marks, newest, newest), "now there is none");
  }

  @Test
  void anotherEntryInItsPlaceIsFound() throws IOException {
    Map<String, Mark> marks = marked();
    change(bob(), "1.AAAA", "{}");
    assertFound(read(marks, newest, newest), "had another entry here");
  }

  /** The seal is as it was, and the balance is not: the next entry would follow from that. */
  @Test
  void anotherBalanceUnderTheSameSealIsFound() throws IOException {
    Map<String, Mark> marks = marked();
    Item last = bob().getLast();
    change(bob(), last.seal(), last.body().replace("\"a\":\"", "\"a\":\"9"));
    Auditor.Report report = read(marks, newest, newest);
    assertEquals(Map.of("mac", 1L), report.byRule());
  }

  private static void change(List<Item> journal, String seal, String body) {
    Item last = journal.removeLast();
    journal.add(
        new Item(
            last.table(),
            last.journal(),
            last.version(),
            last.type(),
            last.at(),
            body,
            seal,
            last.unreadable()));
  }

  private static void assertFound(Auditor.Report report, String sentence) {
    assertEquals(Map.of("checkpoint", 1L), report.byRule());
    assertTrue(report.first().getFirst().sentence().contains(sentence), report.first().toString());
  }

  /** Whoever has no keys signs nothing, and an old judge's mark is as good as a new one's. */
  @Test
  void aMarkIsReadAsItWasWritten() throws IOException {
    for (Mark mark : marked().values()) {
      assertEquals(mark, Mark.parse(mark.json()));
    }
  }
}
