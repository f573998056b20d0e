package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A house whose writers have clocks that differ by some milliseconds, cut wherever it can be cut:
 * of what is written together one may be young and the other not, and of two entries of a journal
 * the first.
 */
@Tag("integration")
class ClocksAroundTheCutTest {
  private static final int SKEW_MS = 20;
  private static final int MAX_CUTS = 400;

  private static EmbeddedDynamo dynamo;
  private static AuditedHouse casino;

  @BeforeAll
  static void play() {
    dynamo = EmbeddedDynamo.inMemory();
    casino = new AuditedHouse(dynamo, "skewed", 3, 11);
    casino.skew(SKEW_MS);
    casino.openAndPlay(6);
    for (int i = 0; i < 4; i++) {
      casino.round();
      casino.settle();
    }
    casino.skew(0);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void noCutIsAFinding() {
    TreeSet<Long> cuts = new TreeSet<>();
    for (String journal : journals()) {
      Journals journals =
          journal.startsWith("account:") || journal.startsWith("external:")
              ? casino.accountJournals
              : casino.events;
      List<Entry> entries = journals.range(journal, 1, Long.MAX_VALUE);
      for (int i = 0; i + 1 < entries.size(); i++) {
        long apart = entries.get(i + 1).atMs() - entries.get(i).atMs();
        if (apart <= 2 * SKEW_MS) {
          cuts.add(entries.get(i).atMs() - 1);
          cuts.add(entries.get(i + 1).atMs());
        }
      }
    }
    assertTrue(cuts.size() > 20, "cuts: " + cuts.size());
    cuts.stream().limit(MAX_CUTS).forEach(ClocksAroundTheCutTest::judge);
  }

  private static void judge(long cut) {
    Audit audit = new Audit(casino.evidence(Optional.of(AuditedHouse.KEYS)), casino);
    AuditRun pass =
        audit.begin(new Scope(Duration.ofMillis(casino.millis() - cut), 1, 1_000, 10), "key");
    assertTrue(audit.work(pass, () -> false));
    assertEquals(List.of(), pass.report().first(), "up to " + cut);
    IndependentPass second =
        IndependentPass.begin(
            casino.evidence(Optional.of(AuditedHouse.KEYS)),
            DeployedBounds.UNKNOWN,
            casino,
            pass.report());
    assertTrue(second.work(() -> false));
    assertEquals(List.of(), second.report().first(), "independently up to " + cut);
  }

  private static Set<String> journals() {
    Set<String> names = new TreeSet<>();
    for (JournalTable shelf :
        List.of(
            casino.evidence(Optional.empty()).accounts(),
            casino.evidence(Optional.empty()).events())) {
      JournalTable.Page page = shelf.read(new JournalTable.Segment(0, 1), null);
      page.rows().forEach(row -> names.add(row.place().journal()));
      while (page.last() != null) {
        page = shelf.read(new JournalTable.Segment(0, 1), page.last());
        page.rows().forEach(row -> names.add(row.place().journal()));
      }
    }
    return names;
  }
}
