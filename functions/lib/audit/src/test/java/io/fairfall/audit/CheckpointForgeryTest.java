package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Somebody writes to the checkpoints, without the key: what the passes over what is new find, what
 * the reading of everything, and that nothing is found where nothing was done.
 */
@Tag("integration")
class CheckpointForgeryTest {
  private static EmbeddedDynamo dynamo;
  private static int houses;

  private AuditedHouse casino;
  private Increments increments;
  private Forger forger;
  private String victim;
  private String other;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void play() {
    casino = new AuditedHouse(dynamo, "forged" + houses++, 3, 11);
    casino.openAndPlay(3);
    increments = new Increments(casino);
    forger = new Forger(casino);
    victim = "account:" + casino.players().getFirst();
    other = "account:" + casino.players().getLast();
    casino.quiet();
    assertEquals(List.of(), increments.read().first());
  }

  @Test
  void anOlderCheckpointMakesItReadMoreAndFindNothing() {
    Map<String, AttributeValue> older = item(victim);
    deposit("later");
    assertEquals(List.of(), increments.read().first());
    Map<String, AttributeValue> newer = item(victim);
    put(older);
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    assertEquals(newer.get("version"), item(victim).get("version"));
  }

  /**
   * Somebody who has the key puts another entry in the place of the one that a checkpoint names.
   */
  @Test
  void anotherEntryUnderAGoodSealIsFoundByBoth() {
    Entry newest = forger.last(victim);
    forger.forge(
        new Entry(victim, newest.version(), newest.type(), newest.atMs() - 1, newest.body()));
    AuditTest.assertFound(increments.read(), victim, newest.version(), Rule.CHECKPOINT);
    assertEquals(Map.of("checkpoint", 1L), increments.independent().byRule());
  }

  /** What follows is judged on the content of the entry that a checkpoint names. */
  @Test
  void anotherContentUnderTheSameSealIsFoundByBoth() {
    Entry newest = forger.last(victim);
    forger.flip(victim, newest.version(), "body");
    AuditTest.assertFound(increments.read(), victim, newest.version(), Rule.SEAL);
    assertEquals(Map.of("mac", 1L), increments.independent().byRule());
  }

  /** No checkpoint and no mark moves over what is wrong, be it sealed with the key. */
  @Test
  void whatIsFoundOnceIsFoundAgainByBoth() {
    deposit("later");
    Entry newest = forger.last(victim);
    forger.forge(
        new Entry(
            victim, newest.version(), newest.type(), newest.atMs(), Forger.richer(newest.body())));
    for (int i = 0; i < 2; i++) {
      AuditTest.assertFound(increments.read(), victim, newest.version(), Rule.RULES);
      assertTrue(
          increments.independent().first().stream()
              .anyMatch(one -> one.journal().equals(victim) && one.slot() == newest.version()),
          increments.independent().first().toString());
    }
  }

  /** What the checkpoint does not tell any more, the mark of the other reading does. */
  @Test
  void aTailCutOffAboveAnOlderCheckpointIsFoundByItsMark() {
    Map<String, AttributeValue> older = item(victim);
    deposit("later");
    assertEquals(List.of(), increments.read().first());
    put(older);
    Entry newest = cutOff();
    assertEquals(List.of(), increments.read().first());
    assertEquals(Map.of("checkpoint", 1L), increments.independent().byRule());
    assertEquals(newest.version(), increments.independent().first().getFirst().slot());
  }

  /** And where both are older ones, what stands elsewhere does. */
  @Test
  void aTailCutOffAboveOlderOnesOfBothIsFoundByTheReadingOfEverything() {
    Map<String, AttributeValue> older = item(victim);
    Map<String, AttributeValue> mark = item("mark:" + victim);
    deposit("later");
    assertEquals(List.of(), increments.read().first());
    put(older);
    put(mark);
    cutOff();
    increments.read();
    AuditReport whole = increments.everything();
    AuditTest.assertFound(whole, "external:deposit:1:later", 1, Rule.RECEIPT);
  }

  @Test
  void checkpointsOfOtherJournalsInTheirPlaceAreFound() {
    Map<String, AttributeValue> mine = item(victim);
    Map<String, AttributeValue> others = item(other);
    put(named(others, victim));
    put(named(mine, other));
    AuditReport report = increments.read();
    assertEquals(Map.of("checkpoint", 2L), report.findingsByRule());
    assertTrue(report.first().toString().contains("did not sign"), report.first().toString());
  }

  @Test
  void theCheckpointOfAnAccountIsNoneOfTheGames() {
    put(named(item(victim), "game"));
    assertEquals(Map.of("checkpoint", 1L), increments.read().findingsByRule());
  }

  @Test
  void marksOfOtherJournalsInTheirPlaceAreFound() {
    Map<String, AttributeValue> mine = item("mark:" + victim);
    put(named(item("mark:" + other), "mark:" + victim));
    put(named(mine, "mark:" + other));
    assertEquals(List.of(), increments.read().first());
    assertEquals(Map.of("checkpoint", 2L), increments.independent().byRule());
  }

  @Test
  void aMarkThatIsNoneIsFound() {
    put(
        Map.of(
            "pk", Forger.text("mark:" + victim),
            "version", AttributeValue.fromN("1"),
            "mark", Forger.text("{}")));
    assertEquals(List.of(), increments.read().first());
    assertEquals(Map.of("checkpoint", 1L), increments.independent().byRule());
  }

  @Test
  void aMarkThatIsGoneIsFound() {
    delete("mark:" + victim);
    AuditReport report = increments.read();
    assertEquals(Map.of("checkpoint", 1L), report.findingsByRule());
    assertTrue(report.first().toString().contains("marks entry"), report.first().toString());
  }

  @Test
  void theCheckpointOfTheGameThatIsGoneIsFound() {
    delete("game");
    assertEquals(Map.of("checkpoint", 1L), increments.read().findingsByRule());
  }

  @Test
  void anEmptyTableIsFound() {
    dynamo
        .client()
        .scanPaginator(scan -> scan.tableName(casino.checkpointsTable))
        .items()
        .forEach(item -> delete(Objects.requireNonNull(item.get("pk")).s()));
    AuditReport report = increments.read();
    assertEquals(Map.of("checkpoint", 2L), report.findingsByRule());
  }

  /** The game's own tail: the settings and the books are checked in the same way. */
  @Test
  void aTailThatIsCutOffTheGameTheBooksOrTheSettingsIsFoundAtOnceByBoth() {
    for (String journal : List.of("game", "house", "settings")) {
      Backup before = Backup.of(dynamo, casino);
      Entry last = casino.events.head(journal).orElseThrow();
      forger.delete(casino.eventsTable, journal, last.version());
      AuditReport report = increments.read();
      AuditTest.assertFound(report, journal, last.version(), Rule.CHECKPOINT);
      assertTrue(
          increments.independent().first().stream()
              .anyMatch(one -> one.journal().equals(journal) && one.slot() == last.version()),
          increments.independent().first().toString());
      before.restore();
    }
  }

  /** A new key signs from its instant on; what the older one has signed counts as before. */
  @Test
  void aKeyThatIsReplacedBreaksNothing() {
    deposit("later");
    MacKey second = new MacKey(2, casino.millis() - 1_000, "s".repeat(32));
    increments.turn(new MacKeys(List.of(AuditedHouse.KEY, second)));
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    assertTrue(text(item(victim), "signature").startsWith("2."), item(victim).toString());
    assertTrue(text(item("mark:" + victim), "mark").contains("\"signature\":\"2."));
    assertTrue(text(item(other), "signature").startsWith("1."), item(other).toString());
    casino.quiet();
    assertEquals(List.of(), increments.read().first());
  }

  @Test
  void aCheckpointUnderAKeyThatNobodyHasIsFound() {
    deposit("later");
    MacKey second = new MacKey(2, casino.millis() - 1_000, "s".repeat(32));
    increments.turn(new MacKeys(List.of(AuditedHouse.KEY, second)));
    assertEquals(List.of(), increments.read().first());
    casino.quiet();
    increments.turn(new MacKeys(List.of(AuditedHouse.KEY)));
    AuditTest.assertFound(
        increments.read(), victim, forger.last(victim).version(), Rule.CHECKPOINT);
  }

  /** Both read the same, and what both move is moved once. */
  @Test
  void twoPassesAtOnceFindNothing() throws Exception {
    for (int i = 0; i < 5; i++) {
      Increments.playOn(casino);
    }
    casino.settle();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<AuditReport> first = both.submit(() -> new Increments(increments).read());
      Future<AuditReport> second = both.submit(() -> new Increments(increments).read());
      assertEquals(List.of(), first.get().first());
      assertEquals(List.of(), second.get().first());
      assertEquals(first.get().sums(), second.get().sums());
    }
    for (String player : casino.players()) {
      String journal = "account:" + player;
      String newest = Long.toString(forger.last(journal).version());
      assertEquals(newest, Objects.requireNonNull(item(journal).get("version")).n());
      assertEquals(newest, Objects.requireNonNull(item("mark:" + journal).get("version")).n());
    }
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    assertTrue(increments.everything().isClean());
  }

  private void deposit(String key) {
    casino.deposit(victim.substring("account:".length()), "deposit:1:" + key, 500);
    casino.quiet();
  }

  private Entry cutOff() {
    Entry newest = forger.last(victim);
    forger.delete(casino.accountsTable, victim, newest.version());
    return newest;
  }

  private Map<String, AttributeValue> item(String pk) {
    Map<String, AttributeValue> item = forger.item(casino.checkpointsTable, pk);
    assertFalse(item.isEmpty(), pk);
    return item;
  }

  private static Map<String, AttributeValue> named(Map<String, AttributeValue> item, String pk) {
    Map<String, AttributeValue> renamed = new HashMap<>(item);
    renamed.put("pk", Forger.text(pk));
    return renamed;
  }

  private void put(Map<String, AttributeValue> item) {
    dynamo.client().putItem(put -> put.tableName(casino.checkpointsTable).item(item));
  }

  private void delete(String pk) {
    dynamo
        .client()
        .deleteItem(
            delete -> delete.tableName(casino.checkpointsTable).key(Map.of("pk", Forger.text(pk))));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }
}
