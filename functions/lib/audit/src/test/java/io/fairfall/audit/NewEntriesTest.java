package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is new is judged from checkpoints on: each entry once, and as it would be in the whole. */
@Tag("integration")
class NewEntriesTest {
  private static EmbeddedDynamo dynamo;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  private static AuditedHouse played(String name) {
    AuditedHouse casino = new AuditedHouse(dynamo, name, 3, 11);
    casino.openAndPlay(4);
    return casino;
  }

  /** The cut falls between bets and their ends, between facts and postings, anywhere. */
  @ParameterizedTest
  @ValueSource(ints = {0, 300})
  void whereverTheCutFallsNothingIsFoundAndEveryEntryIsJudgedOnce(int skewMs) {
    AuditedHouse casino = played("cuts" + skewMs);
    Increments increments = new Increments(casino);
    casino.skew(skewMs);
    for (int i = 0; i < 60; i++) {
      Increments.playOn(casino);
      if (i == 25) {
        casino.exclude(casino.players().getFirst());
      }
      AuditReport report = increments.read();
      assertEquals(List.of(), report.first(), "after round " + i);
      assertEquals(List.of(), increments.independent().first(), "after round " + i);
    }
    assertTrue(increments.passes() >= 60, "passes: " + increments.passes());
    casino.skew(0);
    casino.settle();
    long before = increments.coverage().cutMs();
    AuditReport report = increments.read();
    assertEquals(List.of(), report.first());
    assertTrue(report.cutAt() > before + 1_000_000, "it came on by " + (report.cutAt() - before));
    AuditReport whole = casino.audit();
    assertEquals(List.of(), whole.first());
    assertEquals(List.of(), casino.auditIndependently(whole, DeployedBounds.UNKNOWN).first());
    for (String what : List.of("account_entries", "facts")) {
      assertEquals(whole.counts().getOrDefault(what, 0L), increments.count(what), what);
    }
    assertTrue(increments.count("facts") > 150, "facts: " + increments.count("facts"));
  }

  /** An audit by hand moves checkpoints over entries that a pass has not compared yet. */
  @Test
  void checkpointsThatAnotherAuditHasMovedOnHideNoFacts() {
    AuditedHouse casino = played("moved");
    Increments increments = new Increments(casino);
    for (int i = 0; i < 10; i++) {
      Increments.playOn(casino);
    }
    casino.settle();
    casino.auditIndependently(casino.audit(), DeployedBounds.UNKNOWN);
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
  }

  /** Two at once read the same, and neither finds what the other has done. */
  @Test
  void twoPassesFromTheSamePlaceAreBothClean() {
    AuditedHouse casino = played("two");
    Increments increments = new Increments(casino);
    for (int i = 0; i < 10; i++) {
      Increments.playOn(casino);
    }
    casino.settle();
    assertEquals(List.of(), increments.one().report().first());
    assertEquals(List.of(), increments.one().report().first());
  }

  /** What it leaves undone is done by the next one, wherever it was given up. */
  @Test
  void aPassThatIsGivenUpAnywhereIsMadeAgain() {
    AuditedHouse casino = played("given-up");
    Increments increments = new Increments(casino);
    for (int i = 0; i < 5; i++) {
      Increments.playOn(casino);
    }
    casino.settle();
    int questions = 0;
    boolean isDone = false;
    while (!isDone) {
      int most = questions++;
      int[] asked = {0};
      isDone =
          increments
              .pass()
              .read(increments.coverage(), "key", () -> asked[0]++ >= most)
              .isPresent();
    }
    assertTrue(questions > 5, "questions: " + questions);
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
  }

  @Test
  void aBacklogIsWorkedOffInSteps() {
    AuditedHouse casino = played("backlog");
    Increments increments = new Increments(casino);
    for (int hour = 0; hour < 5; hour++) {
      Increments.playOn(casino);
      casino.quiet();
    }
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    assertTrue(increments.passes() >= 5, "passes: " + increments.passes());
  }

  /** Whoever plays for the first time has no checkpoint, and is named by the round. */
  @Test
  void anAccountThatIsNewIsReadFromItsBeginning() {
    AuditedHouse casino = played("newcomer");
    Increments increments = new Increments(casino);
    dynamo
        .client()
        .deleteItem(
            delete ->
                delete
                    .tableName(casino.checkpointsTable)
                    .key(Map.of("pk", Forger.text("account:" + casino.players().getFirst()))));
    for (int i = 0; i < 10; i++) {
      Increments.playOn(casino);
    }
    casino.settle();
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    Forger forger = new Forger(casino);
    assertTrue(
        forger
            .item(casino.checkpointsTable, "account:" + casino.players().getFirst())
            .containsKey("seal"));
  }

  @Test
  void aNewEntryThatWasChangedIsFound() {
    AuditedHouse casino = played("changed");
    Increments increments = new Increments(casino);
    casino.deposit(casino.players().getFirst(), "deposit:1:new:1", 500);
    casino.settle();
    String victim = "account:" + casino.players().getFirst();
    Entry newest = new Forger(casino).last(victim);
    new Forger(casino).flip(victim, newest.version(), "body");
    AuditTest.assertFound(increments.read(), victim, newest.version(), Rule.SEAL);
    assertFalse(increments.independent().isClean());
  }

  @Test
  void aTailThatWasCutOffIsFoundAtOnce() {
    AuditedHouse casino = played("cut-off");
    Increments increments = new Increments(casino);
    String victim = "account:" + casino.players().getFirst();
    Forger forger = new Forger(casino);
    Entry newest = forger.last(victim);
    forger.delete(casino.accountsTable, victim, newest.version());
    AuditTest.assertFound(increments.read(), victim, newest.version(), Rule.CHECKPOINT);
    assertTrue(increments.independent().byRule().containsKey("checkpoint"));
  }

  @Test
  void aCheckpointThatWasForgedIsFound() {
    AuditedHouse casino = played("forged");
    Increments increments = new Increments(casino);
    String victim = "account:" + casino.players().getFirst();
    dynamo
        .client()
        .updateItem(
            update ->
                update
                    .tableName(casino.checkpointsTable)
                    .key(Map.of("pk", Forger.text(victim)))
                    .updateExpression("SET version = version - :one")
                    .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    assertEquals(Map.of("checkpoint", 1L), increments.read().findingsByRule());
  }

  @Test
  void checkpointsThatAreGoneAreFound() {
    AuditedHouse casino = played("gone");
    Increments increments = new Increments(casino);
    casino.quiet();
    increments.read();
    dynamo
        .client()
        .deleteItem(
            delete ->
                delete
                    .tableName(casino.checkpointsTable)
                    .key(Map.of("pk", Forger.text("account:" + casino.players().getFirst()))));
    AuditReport report = increments.read();
    assertTrue(report.first().toString().contains("and have been"), report.toString());
  }

  @Test
  void aNewFactWithoutItsEntryIsFound() {
    AuditedHouse casino = played("stray");
    Increments increments = new Increments(casino);
    Increments.playOn(casino);
    String round = newestRound(casino);
    Entry last = casino.events.head(round).orElseThrow();
    PublicBetEvent fact = RoundFacts.read(last).getLast();
    casino.written.append(
        RoundFacts.write(
            Long.parseLong(round.substring(6)),
            last.version() + 1,
            List.of(
                new PublicBetEvent(
                    fact.player(),
                    fact.version() + 400,
                    fact.kind(),
                    fact.betId(),
                    fact.seat(),
                    fact.stake(),
                    fact.auto(),
                    fact.multiplier(),
                    fact.payout(),
                    fact.at())),
            last.atMs()));
    casino.quiet();
    AuditReport report = increments.read();
    assertTrue(report.findingsByRule().containsKey("fact"), report.toString());
    assertFalse(increments.independent().isClean());
  }

  @Test
  void aNewEntryWithoutItsFactIsFound() {
    AuditedHouse casino = played("untold");
    Increments increments = new Increments(casino);
    Increments.playOn(casino);
    String round = newestRound(casino);
    Entry last = casino.events.head(round).orElseThrow();
    new Forger(casino).delete(casino.eventsTable, round, last.version());
    casino.quiet();
    AuditReport report = increments.read();
    assertTrue(report.findingsByRule().containsKey("fact"), report.toString());
    assertFalse(increments.independent().isClean());
  }

  @Test
  void aNewPostingThatIsMissingIsFound() {
    AuditedHouse casino = played("unposted");
    Increments increments = new Increments(casino);
    Entry newest = casino.events.head("house").orElseThrow();
    while (casino.events.head("house").orElseThrow().version() == newest.version()) {
      Increments.playOn(casino);
    }
    Entry posted = casino.events.head("house").orElseThrow();
    new Forger(casino).delete(casino.eventsTable, "house", posted.version());
    casino.quiet();
    AuditReport report = increments.read();
    assertTrue(report.findingsByRule().containsKey("posting"), report.toString());
    assertFalse(increments.independent().isClean());
  }

  /**
   * A stamp is good for a day: the round is old, the lost bet far behind the mark, and both read.
   */
  @Test
  void aCorrectionLongAfterItsRoundIsInOrderInBoth() {
    AuditedHouse casino = played("corrected");
    Increments increments = new Increments(casino);
    long round = casino.roundPostedOftenOver();
    String player = casino.players().getFirst();
    String account = "account:" + player;
    long bet =
        casino.accountJournals.latest(account, Long.MAX_VALUE, 10).stream()
            .filter(entry -> entry.type().equals("bet"))
            .findFirst()
            .orElseThrow()
            .version();
    for (int i = 0; i < 70; i++) {
      casino.deposit(player, "deposit:1:between:" + i, 1);
    }
    casino.quiet();
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    long startsAt = new GameJournal(casino.events).round(round).orElseThrow().opened().startsAt();
    casino.accounts.play(player, new Cashout(bet, startsAt), true);
    Entry newest = new Forger(casino).last(account);
    assertTrue(newest.body().contains("CORRECTED"), newest.body());
    assertTrue(newest.version() > bet + 70);
    casino.project();
    // the posting is young when the entry is judged: nothing but the account leads to the round
    casino.pass(1_200_000);
    casino.house.post(round, takings -> true);
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    casino.quiet();
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
  }

  /** A mark is signed as well, and by the reading that asks for it. */
  @Test
  void aMarkThatWasForgedIsFoundByTheIndependentReading() {
    AuditedHouse casino = played("mark");
    Increments increments = new Increments(casino);
    String pk = "mark:account:" + casino.players().getFirst();
    String mark =
        Objects.requireNonNull(new Forger(casino).item(casino.checkpointsTable, pk).get("mark"))
            .s();
    dynamo
        .client()
        .updateItem(
            update ->
                update
                    .tableName(casino.checkpointsTable)
                    .key(Map.of("pk", Forger.text(pk)))
                    .updateExpression("SET mark = :forged")
                    .expressionAttributeValues(
                        Map.of(
                            ":forged",
                            Forger.text(mark.replace("\"isPastKnown\":1", "\"isPastKnown\":0")))));
    assertEquals(List.of(), increments.read().first());
    assertEquals(Map.of("checkpoint", 1L), increments.independent().byRule());
  }

  /** Whoever deletes a checkpoint hides nothing by it: the reading of everything asks for it. */
  @Test
  void anAccountWhoseCheckpointIsGoneIsFoundByTheReadingOfEverything() {
    AuditedHouse casino = played("unmarked");
    Increments increments = new Increments(casino);
    casino.quiet();
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.everything().first());
    String victim = "account:" + casino.players().getFirst();
    dynamo
        .client()
        .deleteItem(
            delete ->
                delete.tableName(casino.checkpointsTable).key(Map.of("pk", Forger.text(victim))));
    AuditReport whole = increments.everything();
    AuditTest.assertFound(
        whole, victim, new Forger(casino).last(victim).version(), Rule.CHECKPOINT);
  }

  /** And what passes over new entries have left out. */
  @Test
  void anEntryThatNoPassHasReadIsFoundByTheReadingOfEverything() {
    AuditedHouse casino = played("left-out");
    Increments increments = new Increments(casino);
    casino.deposit(casino.players().getFirst(), "deposit:1:new:1", 500);
    casino.quiet();
    increments.passOver();
    String victim = "account:" + casino.players().getFirst();
    AuditReport whole = increments.everything();
    AuditTest.assertFound(
        whole, victim, new Forger(casino).last(victim).version(), Rule.CHECKPOINT);
    assertEquals(1, whole.findings());
  }

  private static String newestRound(AuditedHouse casino) {
    return casino.events.latest("game", Long.MAX_VALUE, 200).stream()
        .map(entry -> RoundFacts.journalOf(entry.version()))
        .filter(journal -> casino.events.head(journal).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
