package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.house.HouseJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.SealKey;
import io.fairfall.journal.Seals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.RoundFacts;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A house on DynamoDB Local, forged in every way that somebody with write access could. */
class AuditTest {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static EmbeddedDynamo dynamo;

  private Casino casino;
  private String victim;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @org.junit.jupiter.api.BeforeEach
  void play() {
    casino = new Casino(dynamo, "t" + NAMES.incrementAndGet(), 3, 11);
    casino.openAndPlay(6);
    victim = Accounts.journalOf(casino.players().getFirst());
  }

  @Test
  void aBusyHouseIsInOrder() {
    AuditReport report = casino.audit();
    assertEquals(List.of(), report.first());
    assertEquals(0, report.findings());
    assertTrue(report.sealsChecked() && report.checkpointsChecked());
    assertEquals(3, report.counts().get("accounts"));
    assertEquals(6, report.counts().get("rounds"));
    assertTrue(report.counts().getOrDefault("facts", 0L) > 20, report.toString());
    assertEquals(report.counts().get("account_entries"), report.counts().get("seals"));
    // every wei that is in accounts came from outside or from the house
    assertEquals(
        sum(report, "external").subtract(sum(report, "house")),
        sum(report, "available").add(sum(report, "locked")));
    assertTrue(AuditReport.read(report.json()).isClean());
  }

  @Test
  void aSecondPassComparesWithTheCheckpointsOfTheFirst() {
    assertEquals(0, casino.audit().counts().get("checkpoints"));
    for (int i = 0; i < 3; i++) {
      casino.round();
    }
    casino.settle();
    AuditReport second = casino.audit();
    assertEquals(List.of(), second.first());
    assertEquals(3, second.counts().get("checkpoints"));
    String version =
        Optional.ofNullable(item(casino.checkpointsTable, victim).get("version")).orElseThrow().n();
    assertEquals(last(victim).version(), Long.parseLong(version));
  }

  @Test
  void whatIsYoungerThanTheCutIsNotJudged() {
    casino.deposit(casino.players().getFirst(), "deposit:young", 5);
    AuditReport report = casino.audit();
    assertEquals(List.of(), report.first());
    assertEquals(2, report.counts().get("young"));
  }

  @Test
  void withoutKeysAllButTheSealsIsChecked() {
    AuditReport report = casino.audit(Optional.empty());
    assertEquals(List.of(), report.first());
    assertFalse(report.sealsChecked());
    assertEquals(0, report.counts().get("seals"));
    flip(victim, 3, "body");
    assertFound(casino.audit(Optional.empty()), victim, 3, Rule.RULES);
  }

  @Test
  void aStoppedPassGoesOnInAnotherProcessAndCountsTheSame() {
    AuditReport inOne = casino.audit();
    Audit audit = new Audit(casino.evidence(Optional.of(Casino.KEYS)), casino);
    Pass pass = audit.begin(new Scope(Scope.USUAL.cut(), 2, 1_000, 10), "key");
    int stops = 0;
    // a walk ends after one journal, then another process goes on
    while (!audit.work(pass, everySecondAnswerIsYes())) {
      stops++;
      Audit other = new Audit(casino.evidence(Optional.of(Casino.KEYS)), casino);
      pass = other.resume(pass.save(), pass.balances());
      audit = other;
    }
    assertTrue(stops > 5, "stops: " + stops);
    assertEquals(List.of(), pass.report().first());
    Map<String, Long> counts = new HashMap<>(pass.report().counts());
    counts.put("checkpoints", 0L);
    assertEquals(inOne.counts(), counts);
    assertEquals(inOne.sums(), pass.report().sums());
  }

  private static java.util.function.BooleanSupplier everySecondAnswerIsYes() {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "version", "type", "at", "body", "seal"})
  void aFlippedByteOfAnyAttributeIsFound(String attribute) {
    flip(victim, 3, attribute);
    AuditReport report = casino.audit();
    Rule rule = List.of("journal", "version").contains(attribute) ? Rule.GAP : Rule.SEAL;
    long at = rule == Rule.GAP ? 4 : 3;
    assertFound(report, victim, at, rule);
  }

  @Test
  void aDeletedEntryIsFound() {
    delete(casino.accountsTable, victim, 4);
    assertFound(casino.audit(), victim, 5, Rule.GAP);
  }

  @Test
  void aTailThatWasCutOffIsFound() {
    assertTrue(casino.audit().isClean());
    long newest = last(victim).version();
    delete(casino.accountsTable, victim, newest);
    delete(casino.accountsTable, victim, newest - 1);
    assertFound(casino.audit(), victim, newest, Rule.CHECKPOINT);
  }

  @Test
  void anAccountThatIsGoneIsFound() {
    assertTrue(casino.audit().isClean());
    long newest = last(victim).version();
    for (long version = 1; version <= newest; version++) {
      delete(casino.accountsTable, victim, version);
    }
    assertFound(casino.audit(), victim, newest, Rule.CHECKPOINT);
  }

  @Test
  void aRewrittenSlotWithValidJsonIsFound() {
    Entry head = last(victim);
    put(casino.accountsTable, head, Map.of("body", text(richer(head.body()))));
    assertFound(casino.audit(), victim, head.version(), Rule.SEAL);
  }

  @Test
  void aSlotThatWasRewrittenAndSealedWithAnotherKeyIsFound() {
    Entry head = last(victim);
    Entry before = entry(victim, head.version() - 1);
    SealKey foreign = new SealKey(1, 0, "f".repeat(32));
    Entry forged =
        Seals.seal(
            new Entry(victim, head.version(), head.type(), head.atMs(), richer(head.body())),
            before.seal(),
            foreign);
    put(casino.accountsTable, forged, Map.of("seal", text(forged.seal())));
    AuditReport report = casino.audit();
    assertFound(report, victim, head.version(), Rule.SEAL);
    assertFound(report, victim, head.version(), Rule.RULES);
  }

  @Test
  void aSlotThatWasRewrittenWithTheStolenKeyIsFoundByItsCheckpoint() {
    assertTrue(casino.audit().isClean());
    Entry head = last(victim);
    Entry forged =
        Seals.seal(
            new Entry(victim, head.version(), head.type(), head.atMs() + 1, head.body()),
            entry(victim, head.version() - 1).seal(),
            Casino.KEY);
    put(casino.accountsTable, forged, Map.of("seal", text(forged.seal())));
    assertFound(casino.audit(), victim, head.version(), Rule.CHECKPOINT);
  }

  @Test
  void aForgedCheckpointIsFound() {
    assertTrue(casino.audit().isClean());
    Map<String, AttributeValue> item = new HashMap<>(item(casino.checkpointsTable, victim));
    item.put("version", AttributeValue.fromN("1"));
    item.put("seal", text(entry(victim, 1).seal()));
    dynamo.client().putItem(put -> put.tableName(casino.checkpointsTable).item(item));
    assertFound(casino.audit(), victim, 1, Rule.CHECKPOINT);
  }

  @Test
  void aForgedReceiptIsFound() {
    String journal = "external:deposit:1:forged:N";
    Entry genuine = receipt();
    put(
        casino.accountsTable,
        new Entry(journal, 1, genuine.type(), genuine.atMs(), genuine.body()),
        Map.of());
    assertFound(casino.audit(), journal, 1, Rule.RECEIPT);
  }

  @Test
  void aReceiptOfAnotherAmountIsFound() {
    Entry genuine = receipt();
    put(
        casino.accountsTable,
        genuine,
        Map.of("body", text(genuine.body().replace("1000000", "1000001"))));
    AuditReport report = casino.audit();
    assertFound(report, genuine.journal(), 1, Rule.RECEIPT);
    assertFound(report, victim, 1, Rule.RECEIPT);
  }

  @Test
  void aLostReceiptIsFound() {
    delete(casino.accountsTable, receipt().journal(), 1);
    assertFound(casino.audit(), victim, 1, Rule.RECEIPT);
  }

  @Test
  void aMissingPostingIsFound() {
    long round = postedRound();
    String journal = HouseJournal.postingsOf(round);
    casino
        .events
        .range(journal, 1, 100)
        .forEach(entry -> delete(casino.eventsTable, journal, entry.version()));
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
    put(casino.eventsTable, forged, Map.of());
    AuditReport report = casino.audit();
    assertFound(report, journal, 1, Rule.FACT);
    assertTrue(report.first().toString().contains("does not hold"), report.toString());
  }

  @Test
  void anEntryWithoutItsFactIsFound() {
    long round = postedRound();
    String journal = RoundFacts.journalOf(round);
    Entry first = casino.events.range(journal, 1, 1).getFirst();
    var facts = RoundFacts.read(first);
    put(
        casino.eventsTable,
        RoundFacts.write(round, 1, facts.subList(1, facts.size()), first.atMs()),
        Map.of());
    AuditReport report = casino.audit();
    var lost = facts.getFirst();
    assertFound(report, Accounts.journalOf(lost.player()), lost.version(), Rule.FACT);
  }

  @Test
  void aChangedCrashPointIsFound() {
    Entry crash =
        casino.events.range("game", 1, 100).stream()
            .filter(entry -> entry.type().equals("round_crash"))
            .findFirst()
            .orElseThrow();
    put(
        casino.eventsTable,
        crash,
        Map.of("body", text(crash.body().replaceFirst("\"crash\":\\d+", "\"crash\":100"))));
    assertFound(casino.audit(), "game", crash.version(), Rule.GAME);
  }

  @Test
  void booksThatDoNotFollowAreFound() {
    Entry funding = casino.events.range("house", 1, 1).getFirst();
    put(
        casino.eventsTable,
        funding,
        Map.of("body", text(funding.body().replace("10000000", "20000000"))));
    AuditReport report = casino.audit();
    assertFound(report, "house", 2, Rule.HOUSE);
    assertFound(report, "house", 1, Rule.POSTING);
  }

  @Test
  void aBetThatStaysOpenIsFound() {
    casino.round();
    casino.project();
    casino.quiet();
    AuditReport report = casino.audit();
    assertTrue(report.findingsByRule().containsKey("open_bet"), report.toString());
  }

  @Test
  void aJournalThatNobodyWritesIsFound() {
    put(casino.accountsTable, new Entry("balance:0x1", 1, "x", 1, "{}"), Map.of());
    assertFound(casino.audit(), "balance:0x1", 1, Rule.STRANGER);
  }

  private static void assertFound(AuditReport report, String journal, long version, Rule rule) {
    assertTrue(
        report.first().stream()
            .anyMatch(
                found ->
                    found.journal().equals(journal)
                        && found.version() == version
                        && found.rule().equals(rule.word())),
        () -> journal + " " + version + " " + rule + " is not among " + report.first());
  }

  private static io.fairfall.ledger.RoundFact moved(io.fairfall.ledger.RoundFact fact) {
    return new io.fairfall.ledger.RoundFact(
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

  private static String richer(String body) {
    String richer = body.replaceFirst("\"a\":\"\\d+\"", "\"a\":\"999999999\"");
    assertFalse(richer.equals(body));
    return richer;
  }

  private Entry last(String journal) {
    return casino.accountJournals.latest(journal, Long.MAX_VALUE, 1).getFirst();
  }

  private Entry entry(String journal, long version) {
    return casino.accountJournals.range(journal, version, version).getFirst();
  }

  private static BigInteger sum(AuditReport report, String name) {
    return new BigInteger(Optional.ofNullable(report.sums().get(name)).orElseThrow());
  }

  /** Changes one byte of one attribute; a changed key moves the item. */
  private void flip(String journal, long version, String attribute) {
    Entry entry = entry(journal, version);
    if (List.of("journal", "version").contains(attribute)) {
      delete(casino.accountsTable, journal, version);
    }
    Map<String, AttributeValue> changed =
        switch (attribute) {
          case "journal" -> Map.of("journal", text(flipped(journal)));
          case "version" -> Map.of("version", AttributeValue.fromN("1" + version));
          case "type" -> Map.of("type", text(flipped(entry.type())));
          case "at" -> Map.of("at", AttributeValue.fromN(Long.toString(entry.atMs() ^ 1)));
          case "body" ->
              Map.of("body", text(entry.body().replaceFirst("(\"a\":\"\\d*)\\d\"", "$17\"")));
          case "seal" -> Map.of("seal", text(flipped(entry.seal())));
          default -> throw new AssertionError(attribute);
        };
    put(casino.accountsTable, entry, changed);
  }

  private static String flipped(String text) {
    char last = text.charAt(text.length() - 1);
    return text.substring(0, text.length() - 1) + (last == 'A' ? 'B' : 'A');
  }

  private void put(String table, Entry entry, Map<String, AttributeValue> changed) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("journal", text(entry.journal()));
    item.put("version", AttributeValue.fromN(Long.toString(entry.version())));
    item.put("type", text(entry.type()));
    item.put("at", AttributeValue.fromN(Long.toString(entry.atMs())));
    item.put("body", text(entry.body()));
    if (!entry.seal().isEmpty()) {
      item.put("seal", text(entry.seal()));
    }
    item.putAll(changed);
    dynamo.client().putItem(put -> put.tableName(table).item(item));
  }

  private static void delete(String table, String journal, long version) {
    dynamo
        .client()
        .deleteItem(
            delete ->
                delete
                    .tableName(table)
                    .key(
                        Map.of(
                            "journal",
                            text(journal),
                            "version",
                            AttributeValue.fromN(Long.toString(version)))));
  }

  private static Map<String, AttributeValue> item(String table, String pk) {
    return dynamo.client().getItem(get -> get.tableName(table).key(Map.of("pk", text(pk)))).item();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
