package io.fairfall.solvency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements as they are stored. */
class SolvencyJournalTest {
  private static final String SIGNATURE = "0x" + "1".repeat(128) + "1b";

  private final Journals events = new MemoryJournals();
  private final SolvencyJournal journal = new SolvencyJournal(events);

  private static SolvencyStatement statement(long number, String previous, long hourAt, long wei) {
    StatementContent of =
        StatementFixture.content(List.of(StatementFixture.reserve(StatementFixture.WALLET, wei)));
    return new SolvencyStatement(
        new StatementContent(
            number,
            previous,
            of.network(),
            hourAt,
            of.draws(),
            of.chainId(),
            of.block(),
            of.liabilities(),
            of.root(),
            of.shape(),
            of.reserves()),
        List.of(SIGNATURE));
  }

  private static SolvencyStatement first(long wei) {
    return statement(1, StatementContent.NONE, StatementFixture.HOUR, wei);
  }

  @Test
  void aStatementIsPublishedOnce() {
    assertTrue(journal.newest().isEmpty());
    assertTrue(journal.publish(first(5), 1));
    assertTrue(journal.publish(first(5), 2));
    assertFalse(journal.publish(first(6), 3));
    assertEquals(first(5), journal.newest().orElseThrow());
    assertEquals(1, events.head(SolvencyJournal.NAME).orElseThrow().version());
  }

  @Test
  void eachFollowsOnTheOneBefore() {
    long next = StatementFixture.HOUR + HourlyDraw.HOUR_MS;
    String hash = first(5).content().textHash();
    assertRefused(statement(2, hash, next, 5));
    assertRefused(statement(1, hash, next, 5));
    assertTrue(journal.publish(first(5), 1));
    assertRefused(statement(2, "0".repeat(64), next, 5));
    assertRefused(statement(2, hash, StatementFixture.HOUR, 5));
    assertRefused(statement(3, hash, next, 5));
    assertTrue(journal.publish(statement(2, hash, next, 5), 2));
    assertEquals(2, journal.newest().orElseThrow().content().number());
  }

  private void assertRefused(SolvencyStatement statement) {
    assertThrows(IllegalArgumentException.class, () -> journal.publish(statement, 1));
  }

  @Test
  void aStatementInAnotherSlotIsNone() {
    String body = statement(2, "0".repeat(64), StatementFixture.HOUR, 5).json();
    events.append(new Entry(SolvencyJournal.NAME, 1, SolvencyJournal.TYPE, 1, body));
    assertThrows(IllegalStateException.class, journal::newest);
  }

  @Test
  void statementsAreReadAndWrittenAsTheyWere() {
    GoldenFile.named("solvency-statement")
        .replayEntries(
            SolvencyJournal::read, statement -> new Said(SolvencyJournal.TYPE, statement.json()))
        .covers();
  }
}
