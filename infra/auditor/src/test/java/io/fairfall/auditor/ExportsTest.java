package io.fairfall.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.auditor.IsolatedAuditor.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export may lack, how it may be torn, and what is no export at all. */
class ExportsTest {
  private static final long MINUTE_MS = 60_000;
  private static final int INSTANTS = 60;

  private static Forgery whole;

  @TempDir private Path folder;

  @BeforeAll
  static void play() {
    whole = Forgery.of(ReferenceHistory.play());
  }

  @Test
  void withoutKeysSealsAreUnknownAndNotInOrder() throws IOException {
    Forgery export = whole.copy();
    export.checkpoint();
    Verdict verdict = judge(export, "--cut-minutes", "0", "--now", Exports.NOW);
    assertEquals(0, verdict.code(), verdict.out());
    for (String unknown : List.of("[mac]", "[checkpoint]", "[terms]", "[authority]")) {
      assertTrue(verdict.out().contains(unknown), verdict.out());
    }
  }

  @Test
  void deployedBoundsThatWereNotGivenAreToldAsTheyWerePlayed() throws IOException {
    Forgery export = whole.copy();
    export.edit(export.line("game", 48), "\"maxStake\":\"1000\"", "\"maxStake\":\"400000\"");
    Verdict verdict = judge(export, "--cut-minutes", "0", "--now", Exports.NOW);
    assertEquals(0, verdict.code(), verdict.out());
    assertTrue(
        verdict.out().contains("stakes of 1 to 400000 and a profit of 20000"), verdict.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {Line.ACCOUNTS, Line.EVENTS})
  void aTableThatIsNotThereIsUnknown(String table) throws IOException {
    Forgery export = whole.copy();
    export.checkpoint();
    List<String> journals = new ArrayList<>(export.journals(""));
    journals.stream()
        .filter(journal -> Forgery.tableOf(journal).equals(table))
        .forEach(journal -> export.cut(journal, 1));
    Verdict verdict = judge(export, Exports.options(folder));
    assertEquals(0, verdict.code(), verdict.out());
    assertTrue(
        verdict.out().contains("[fact] accounts or rounds are not in the export"), verdict.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fairness", "settings", "house", "game"})
  void aJournalThatIsGoneIsWrongUnlessItWasLeftOut(String journal) throws IOException {
    Forgery export = whole.copy();
    export.cut(journal, 1);
    Verdict gone = judge(export, Exports.options(folder));
    assertEquals(1, gone.code(), gone.out());
    List.of("posting:", "funding:", "adjusted:").stream()
        .filter(prefix -> journal.equals("house"))
        .flatMap(prefix -> export.journals(prefix).stream())
        .toList()
        .forEach(twin -> export.cut(twin, 1));
    List<String> options = new ArrayList<>(List.of("--without", journal));
    options.addAll(List.of(Exports.options(folder)));
    Verdict leftOut = judge(export, options.toArray(String[]::new));
    assertEquals(0, leftOut.code(), leftOut.out());
    assertTrue(leftOut.out().contains("UNKNOWN"), leftOut.out());
  }

  /** Tables are read one after another, and by clocks that differ. */
  @Test
  void whatIsTornAtItsYoungEndIsNoFinding() throws IOException {
    Random random = new Random(14);
    List<Long> instants =
        new ArrayList<>(
            whole.journals("").stream()
                .flatMap(journal -> whole.journal(journal).stream())
                .map(Line::at)
                .distinct()
                .toList());
    Collections.shuffle(instants, random);
    for (long instant : instants.subList(0, INSTANTS)) {
      Forgery export = whole.copy();
      long accounts = instant + random.nextLong(4 * MINUTE_MS);
      long events = instant + random.nextLong(4 * MINUTE_MS);
      for (String journal : whole.journals("")) {
        long last = Forgery.tableOf(journal).equals(Line.ACCOUNTS) ? accounts : events;
        whole.journal(journal).stream()
            .filter(line -> line.at() > last)
            .findFirst()
            .ifPresent(line -> export.cut(journal, line.version()));
      }
      Verdict cut = judge(export, cutOf(15));
      assertEquals(0, cut.code(), () -> "up to " + instant + ": " + cut.out());
    }
  }

  /** One entry is on this side of the cut and its partner on the other. */
  @Test
  void clocksThatDifferAroundTheCutAreNoFinding() throws IOException {
    for (String journal : whole.journals("account:")) {
      for (Line line : whole.journal(journal)) {
        Forgery export = whole.copy();
        Line clock = export.line("settings", 4);
        // the newest instant in it is fifteen minutes after this entry
        export.put(
            new Line(
                Line.EVENTS, "wallet:0x1", 1, "signed_in", line.at() + 15 * MINUTE_MS, "{}", ""));
        for (String other : whole.journals("")) {
          export.journal(other).stream()
              .filter(one -> one.at() > line.at() + 15 * MINUTE_MS && !one.equals(clock))
              .findFirst()
              .ifPresent(one -> export.cut(other, one.version()));
        }
        Verdict verdict = judge(export, cutOf(15));
        assertEquals(0, verdict.code(), () -> line + " " + verdict.out());
      }
    }
  }

  @Test
  void whatIsNoExportIsRefused() throws IOException {
    Path file = whole.copy().write(folder.resolve("unsorted"));
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    Collections.swap(lines, 3, 4);
    Files.write(file, lines);
    assertRefused(file, "line 5: the export is not sorted");
    Files.writeString(file, "{\"table\":\"accounts\"}\n");
    assertRefused(file, "line 1: journal is missing");
    assertRefused(folder.resolve("nowhere"), "nowhere");
    assertEquals(2, IsolatedAuditor.whole().judge(file, "--magic").code());
  }

  private static void assertRefused(Path file, String sentence) {
    Verdict verdict = IsolatedAuditor.whole().judge(file);
    assertEquals(2, verdict.code(), verdict.out());
    assertTrue(verdict.out().contains(sentence), verdict.out());
    assertFalse(verdict.out().contains("Nothing"), verdict.out());
  }

  private String[] cutOf(int minutes) throws IOException {
    List<String> options =
        java.util.Arrays.stream(Exports.options(folder)).collect(Collectors.toList());
    options.set(options.indexOf("--cut-minutes") + 1, Integer.toString(minutes));
    return options.toArray(String[]::new);
  }

  private Verdict judge(Forgery export, String... options) throws IOException {
    return IsolatedAuditor.whole().judge(export.write(folder.resolve("export")), options);
  }
}
