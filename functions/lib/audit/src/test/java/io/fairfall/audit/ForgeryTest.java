package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.ledger.Accounts;
import io.fairfall.treasury.HouseJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A house on DynamoDB Local, forged in every way that somebody with write access could. Each
 * forgery is undone, so that one house does for all.
 */
@Tag("integration")
class ForgeryTest {
  private static EmbeddedDynamo dynamo;
  private static AuditedHouse casino;
  private static Backup before;
  private static Forger forger;
  private static String victim;

  @BeforeAll
  static void play() {
    dynamo = EmbeddedDynamo.inMemory();
    casino = played("forged");
    forger = new Forger(casino);
    victim = Accounts.journalOf(casino.players().getFirst());
    before = Backup.of(dynamo, casino);
  }

  @AfterEach
  void undo() {
    before.restore();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  private static AuditedHouse played(String name) {
    AuditedHouse house = new AuditedHouse(dynamo, name, 3, 11);
    house.openAndPlay(6);
    return house;
  }

  @Test
  void withoutAForgeryNothingIsFound() {
    assertTrue(casino.audit().isClean());
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "version", "type", "at", "body", "seal"})
  void aFlippedByteOfAnyAttributeIsFound(String attribute) {
    forger.flip(victim, 3, attribute);
    AuditReport report = casino.audit();
    Rule rule = List.of("journal", "version").contains(attribute) ? Rule.GAP : Rule.SEAL;
    long at = rule == Rule.GAP ? 4 : 3;
    AuditTest.assertFound(report, victim, at, rule);
  }

  @Test
  void aDeletedEntryIsFound() {
    forger.delete(casino.accountsTable, victim, 4);
    AuditTest.assertFound(casino.audit(), victim, 5, Rule.GAP);
  }

  @Test
  void aTailThatWasCutOffIsFound() {
    assertTrue(casino.audit().isClean());
    long newest = forger.last(victim).version();
    forger.delete(casino.accountsTable, victim, newest);
    forger.delete(casino.accountsTable, victim, newest - 1);
    AuditTest.assertFound(casino.audit(), victim, newest, Rule.CHECKPOINT);
  }

  @Test
  void anAccountThatIsGoneIsFound() {
    assertTrue(casino.audit().isClean());
    long newest = forger.last(victim).version();
    for (long version = 1; version <= newest; version++) {
      forger.delete(casino.accountsTable, victim, version);
    }
    AuditTest.assertFound(casino.audit(), victim, newest, Rule.CHECKPOINT);
  }

  @Test
  void aRewrittenSlotWithValidJsonIsFound() {
    Entry head = forger.last(victim);
    forger.put(casino.accountsTable, head, Map.of("body", Forger.text(Forger.richer(head.body()))));
    AuditTest.assertFound(casino.audit(), victim, head.version(), Rule.SEAL);
  }

  @Test
  void aSlotThatWasRewrittenAndSealedWithAnotherKeyIsFound() {
    Entry head = forger.last(victim);
    Entry before = forger.entry(victim, head.version() - 1);
    MacKey foreign = new MacKey(1, 0, "f".repeat(32));
    Entry forged =
        MacChain.seal(
            new Entry(victim, head.version(), head.type(), head.atMs(), Forger.richer(head.body())),
            before.seal(),
            foreign);
    forger.put(casino.accountsTable, forged, Map.of("seal", Forger.text(forged.seal())));
    AuditReport report = casino.audit();
    AuditTest.assertFound(report, victim, head.version(), Rule.SEAL);
    AuditTest.assertFound(report, victim, head.version(), Rule.RULES);
  }

  @Test
  void aSlotThatWasRewrittenWithTheStolenKeyIsFoundByItsCheckpoint() {
    assertTrue(casino.audit().isClean());
    Entry head = forger.last(victim);
    Entry forged =
        MacChain.seal(
            new Entry(victim, head.version(), head.type(), head.atMs() + 1, head.body()),
            forger.entry(victim, head.version() - 1).seal(),
            AuditedHouse.KEY);
    forger.put(casino.accountsTable, forged, Map.of("seal", Forger.text(forged.seal())));
    AuditTest.assertFound(casino.audit(), victim, head.version(), Rule.CHECKPOINT);
  }

  @Test
  void aForgedCheckpointIsFound() {
    assertTrue(casino.audit().isClean());
    Map<String, AttributeValue> item = new HashMap<>(forger.item(casino.checkpointsTable, victim));
    item.put("version", AttributeValue.fromN("1"));
    item.put("seal", Forger.text(forger.entry(victim, 1).seal()));
    dynamo.client().putItem(put -> put.tableName(casino.checkpointsTable).item(item));
    AuditTest.assertFound(casino.audit(), victim, 1, Rule.CHECKPOINT);
  }

  @Test
  void aForgedReceiptIsFound() {
    String journal = "external:deposit:1:forged:N";
    Entry genuine = receipt();
    forger.put(
        casino.accountsTable,
        new Entry(journal, 1, genuine.type(), genuine.atMs(), genuine.body()),
        Map.of());
    AuditTest.assertFound(casino.audit(), journal, 1, Rule.RECEIPT);
  }

  @Test
  void aReceiptOfAnotherAmountIsFound() {
    Entry genuine = receipt();
    forger.put(
        casino.accountsTable,
        genuine,
        Map.of("body", Forger.text(genuine.body().replace("1000000", "1000001"))));
    AuditReport report = casino.audit();
    AuditTest.assertFound(report, genuine.journal(), 1, Rule.RECEIPT);
    AuditTest.assertFound(report, victim, 1, Rule.RECEIPT);
  }

  @Test
  void aLostReceiptIsFound() {
    forger.delete(casino.accountsTable, receipt().journal(), 1);
    AuditTest.assertFound(casino.audit(), victim, 1, Rule.RECEIPT);
  }

  @Test
  void aMissingPostingIsFound() {
    long round = postedRound();
    String journal = HouseJournal.postingsOf(round);
    casino
        .events
        .range(journal, 1, 100)
        .forEach(entry -> forger.delete(casino.eventsTable, journal, entry.version()));
    AuditReport report = casino.audit();
    assertTrue(
        report.first().stream()
            .anyMatch(
                found ->
                    found.rule().equals("posting")
                        && found.journal().equals(RoundFacts.journalOf(round))),
        report.toString());
    assertTrue(
        report.first().stream().anyMatch(found -> found.journal().equals("house")),
        report.toString());
  }

  @Test
  void aFactWithoutItsEntryIsFound() {
    long round = postedRound();
    String journal = RoundFacts.journalOf(round);
    Entry last = casino.events.latest(journal, Long.MAX_VALUE, 1).getFirst();
    Entry forged =
        RoundFacts.write(
            round,
            last.version() + 1,
            List.of(moved(RoundFacts.read(last).getFirst())),
            last.atMs());
    forger.put(casino.eventsTable, forged, Map.of());
    AuditReport report = casino.audit();
    AuditTest.assertFound(report, journal, 1, Rule.FACT);
    assertTrue(report.first().toString().contains("does not hold"), report.toString());
  }

  @Test
  void anEntryWithoutItsFactIsFound() {
    long round = postedRound();
    String journal = RoundFacts.journalOf(round);
    Entry first = casino.events.range(journal, 1, 1).getFirst();
    var facts = RoundFacts.read(first);
    forger.put(
        casino.eventsTable,
        RoundFacts.write(round, 1, facts.subList(1, facts.size()), first.atMs()),
        Map.of());
    AuditReport report = casino.audit();
    var lost = facts.getFirst();
    AuditTest.assertFound(report, Accounts.journalOf(lost.player()), lost.version(), Rule.FACT);
  }

  @ParameterizedTest
  @CsvSource({"-1, 251", "0, 250", "-151, 100", "0, 252"})
  void aCrashThatWasToldTooSoonIsFound(long laterMs, long toldAfter) {
    Entry crash = firstCrash();
    String body = crash.body().replace("\"toldAfter\":251", "\"toldAfter\":" + toldAfter);
    Entry sooner = new Entry("game", crash.version(), crash.type(), crash.atMs() + laterMs, body);
    forger.put(casino.eventsTable, sooner, Map.of());
    AuditTest.assertFound(casino.audit(), "game", crash.version(), Rule.GAME);
  }

  private Entry firstCrash() {
    return casino.events.range("game", 1, 100).stream()
        .filter(entry -> entry.type().equals("round_crash"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aChangedCrashPointIsFound() {
    Entry crash = firstCrash();
    forger.put(
        casino.eventsTable,
        crash,
        Map.of("body", Forger.text(crash.body().replaceFirst("\"crash\":\\d+", "\"crash\":100"))));
    AuditTest.assertFound(casino.audit(), "game", crash.version(), Rule.GAME);
  }

  @Test
  void booksThatDoNotFollowAreFound() {
    Entry funding = casino.events.range("house", 1, 1).getFirst();
    forger.put(
        casino.eventsTable,
        funding,
        Map.of("body", Forger.text(funding.body().replace("10000000", "20000000"))));
    AuditReport report = casino.audit();
    AuditTest.assertFound(report, "house", 2, Rule.HOUSE);
    AuditTest.assertFound(report, "house", 1, Rule.POSTING);
  }

  @Test
  void aBetThatStaysOpenIsFound() {
    AuditedHouse forgetful = played("forgetful");
    forgetful.round();
    forgetful.project();
    forgetful.quiet();
    AuditReport report = forgetful.audit();
    assertTrue(report.findingsByRule().containsKey("open_bet"), report.toString());
  }

  @Test
  void aJournalThatNobodyWritesIsFound() {
    forger.put(casino.accountsTable, new Entry("balance:0x1", 1, "x", 1, "{}"), Map.of());
    AuditTest.assertFound(casino.audit(), "balance:0x1", 1, Rule.STRANGER);
  }

  private static io.fairfall.crash.bets.PublicBetEvent moved(
      io.fairfall.crash.bets.PublicBetEvent fact) {
    return new io.fairfall.crash.bets.PublicBetEvent(
        fact.player(),
        fact.version() + 1_000,
        fact.kind(),
        "1000",
        fact.seat(),
        fact.stake(),
        fact.auto(),
        fact.multiplier(),
        fact.payout(),
        fact.at());
  }

  private Entry receipt() {
    String player = casino.players().getFirst();
    return casino.accountJournals.range("external:deposit:1:" + player + ":N", 1, 1).getFirst();
  }

  private long postedRound() {
    for (long round = 1; round < 100; round++) {
      if (casino.house.posted(round).isPresent()) {
        return round;
      }
    }
    throw new AssertionError("no round was posted");
  }
}
