package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.HouseFunding;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.adjustments.ProposalJournal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is new in the house's books and among what operators agree on: each reading of it finds what
 * somebody forges there who has the keys.
 */
@Tag("integration")
class NewBooksTest {
  private static EmbeddedDynamo dynamo;
  private static int houses;

  private AuditedHouse casino;
  private AuditedOperators operators;
  private Increments increments;
  private Forger forger;
  private String player;

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
    casino = new AuditedHouse(dynamo, "books" + houses++, 3, 11);
    casino.openAndPlay(3);
    operators = new AuditedOperators(casino);
    forger = new Forger(casino);
    player = casino.players().getFirst();
    operators.alone(player, 60);
    casino.project();
    casino.quiet();
    increments = new Increments(casino);
    assertEquals(List.of(), increments.read().first());
  }

  @Test
  void whatIsNewAmongThemIsInOrder() {
    AuditedOperators.Done alone = operators.alone(player, 40);
    AuditedOperators.Done together = operators.together(player, -50);
    AuditedOperators.Done rejected = operators.rejected(player, 70);
    casino.project();
    fund();
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    Set<String> expected =
        Set.of(
            "funding:more",
            AdjustmentJournal.journalOf(player, alone.version()),
            AdjustmentJournal.journalOf(player, together.version()),
            ProposalJournal.journalOf(alone.id()),
            ProposalJournal.journalOf(together.id()),
            ProposalJournal.journalOf(rejected.id()));
    assertTrue(increments.others().containsAll(expected), increments.others().toString());
  }

  @Test
  void aRoundThatIsNotPostedIsFoundByBoth() {
    do {
      casino.round();
      casino.players().forEach(casino.accounts::settle);
      casino.project();
    } while (casino.events.head(newestRound()).isEmpty());
    casino.quiet();
    long last = casino.events.head(newestRound()).orElseThrow().version();
    assertFound(newestRound(), last, Rule.POSTING, null);
  }

  @Test
  void aRoundThatIsPostedWithoutItsFactsIsFoundByBoth() {
    do {
      Increments.playOn(casino);
    } while (casino.events.head(newestRound()).isEmpty());
    for (Entry facts : casino.events.range(newestRound(), 1, 100)) {
      forger.delete(casino.eventsTable, newestRound(), facts.version());
    }
    casino.quiet();
    assertFound(newestRound(), 1, Rule.POSTING, null);
  }

  @Test
  void aFundingWithoutItsOwnJournalIsFoundByBoth() {
    fund();
    forger.delete(casino.eventsTable, "funding:more", 1);
    Entry inBooks = casino.events.head("house").orElseThrow();
    assertFound("house", inBooks.version(), Rule.POSTING, Auditor.Rule.TWIN);
  }

  /** Nothing of the account leads there: the books do. */
  @Test
  void anAdjustmentInTheBooksThatNoAccountHasIsFoundByBoth() {
    Entry own = posting();
    Entry last = casino.events.head("house").orElseThrow();
    long next = last.version() + 1;
    String body =
        own.body()
            .replaceFirst("\"version\":\\d+,\"amount\":\"-60\"", "\"version\":1,\"amount\":\"-1\"");
    body = body.replaceFirst("\"house\":.*", "\"house\":" + books(last, next, -1) + "}");
    String journal = AdjustmentJournal.journalOf(player, 1);
    forger.forge(new Entry(journal, 1, own.type(), casino.millis(), body));
    forger.forge(new Entry("house", next, own.type(), casino.millis(), body));
    casino.quiet();
    assertFound(journal, 1, Rule.POSTING, Auditor.Rule.ADJUSTED);
  }

  private static String books(Entry before, long version, long delta) {
    String books = before.body().replaceFirst(".*\"house\":(\\{[^}]*}).*", "$1");
    BigInteger bankroll = number(books, "bankroll").add(BigInteger.valueOf(delta));
    BigInteger posted = number(books, "posted").add(BigInteger.valueOf(delta));
    return "{\"version\":%d,\"bankroll\":\"%d\",\"posted\":\"%d\",\"funded\":\"%d\"}"
        .formatted(version, bankroll, posted, number(books, "funded"));
  }

  private static BigInteger number(String books, String name) {
    return new BigInteger(books.replaceFirst(".*\"" + name + "\":\"(-?\\d+)\".*", "$1"));
  }

  @Test
  void anAdjustmentThatNobodyProposedIsFoundByBoth() {
    AuditedOperators.Done done = operators.alone(player, 40);
    casino.project();
    casino.quiet();
    String own = ProposalJournal.journalOf(done.id());
    for (Entry step : casino.events.range(own, 1, 9)) {
      forger.delete(casino.eventsTable, own, step.version());
    }
    assertFound("account:" + player, done.version(), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  /** Days after it was proposed, though nothing else is new. */
  @Test
  void aStepThatCannotComeIsFoundByBoth() {
    AuditedOperators.Done rejected = operators.rejected(player, 5);
    for (int day = 0; day < 3; day++) {
      casino.pass(86_400_000);
      assertEquals(List.of(), increments.read().first());
    }
    String journal = ProposalJournal.journalOf(rejected.id());
    forger.forge(new Entry(journal, 3, "adjustment_done", casino.millis(), "{\"version\":1}"));
    casino.quiet();
    assertFound(journal, 3, Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void aTailThatIsCutOffTheListIsFoundByBoth() {
    operators.rejected(player, 5);
    casino.quiet();
    assertEquals(List.of(), increments.read().first());
    Entry last = casino.events.head(ProposalJournal.LIST).orElseThrow();
    forger.delete(casino.eventsTable, ProposalJournal.LIST, last.version());
    assertFound(ProposalJournal.LIST, last.version(), Rule.CHECKPOINT, Auditor.Rule.CHECKPOINT);
  }

  @Test
  void oneOperatorForMoreThanTheBoundIsFoundByBoth() {
    AuditedOperators.Done done = operators.alone(player, 40);
    casino.project();
    casino.quiet();
    String id = done.id();
    Entry listed =
        casino.events.range(ProposalJournal.LIST, 1, 100).stream()
            .filter(entry -> entry.body().contains(id))
            .findFirst()
            .orElseThrow();
    String much = "\"amount\":\"" + BigInteger.TEN.pow(19) + "\"";
    forger.edit(listed, "\"amount\":\"40\"", much);
    forger.edit(
        casino.events.range(ProposalJournal.journalOf(id), 1, 1).getFirst(),
        "\"amount\":\"40\"",
        much);
    assertFound(ProposalJournal.LIST, listed.version(), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  /** The round is long over, and no account tells of it: the books' new entry does. */
  @Test
  void aPostingOfAnOldRoundIsFoundByBoth() {
    Entry first =
        casino.events.range("house", 1, 100).stream()
            .filter(entry -> entry.type().equals("posting"))
            .findFirst()
            .orElseThrow();
    long round = Long.parseLong(first.body().replaceFirst(".*\"round\":\"(\\d+)\".*", "$1"));
    String journal = HouseJournal.postingsOf(round);
    Entry posted = casino.events.head(journal).orElseThrow();
    Entry last = casino.events.head("house").orElseThrow();
    long next = last.version() + 1;
    long slot = posted.version() + 1;
    String body =
        "{\"round\":\"%d\",\"posting\":%d,\"from\":%d,\"through\":%d,\"delta\":\"7\",\"total\":\"%d\",\"house\":%s}"
            .formatted(
                round,
                slot,
                new BigInteger(text(posted, "\"through\":(\\d+)")).add(BigInteger.ONE),
                new BigInteger(text(posted, "\"through\":(\\d+)")).add(BigInteger.ONE),
                new BigInteger(text(posted, "\"total\":\"(-?\\d+)\"")).add(BigInteger.valueOf(7)),
                books(last, next, 7));
    forger.forge(new Entry(journal, slot, "posting", casino.millis(), body));
    forger.forge(new Entry("house", next, "posting", casino.millis(), body));
    casino.quiet();
    AuditReport report = increments.read();
    assertTrue(report.findingsByRule().containsKey("posting"), report.toString());
    assertTrue(report.first().toString().contains(":" + round + " "), report.first().toString());
    assertTrue(
        increments.independent().first().stream()
            .anyMatch(one -> one.journal().endsWith(":" + round)),
        increments.independent().first().toString());
  }

  private static String text(Entry entry, String pattern) {
    return entry.body().replaceFirst(".*?" + pattern + ".*", "$1");
  }

  private void fund() {
    casino.house.fund(new HouseFunding("more", BigInteger.TEN, "test", "as it goes on"));
    casino.quiet();
  }

  private Entry posting() {
    return casino.events.range("house", 1, 100).stream()
        .filter(entry -> entry.type().equals("adjustment"))
        .findFirst()
        .orElseThrow();
  }

  private String newestRound() {
    return casino.events.latest("game", Long.MAX_VALUE, 3).stream()
        .filter(entry -> entry.type().equals(Opened.TYPE))
        .map(entry -> "round:" + entry.version())
        .findFirst()
        .orElseThrow();
  }

  private void assertFound(String journal, long version, Rule rule, Auditor.@Nullable Rule other) {
    AuditReport report = increments.read();
    AuditTest.assertFound(report, journal, version, rule);
    Auditor.Report second = increments.independent();
    boolean isFound =
        other == null
            ? !second.isClean()
            : second.first().stream()
                .anyMatch(
                    one ->
                        one.journal().equals(journal)
                            && one.slot() == version
                            && one.rule() == other);
    assertTrue(isFound, second.first().toString());
  }
}
