package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.ledger.Accounts;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A house that is in order, and how passes are made of it. */
@Tag("integration")
class AuditTest {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static EmbeddedDynamo dynamo;

  private AuditedHouse casino;
  private Forger forger;
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
    casino = new AuditedHouse(dynamo, "t" + NAMES.incrementAndGet(), 3, 11);
    casino.openAndPlay(6);
    forger = new Forger(casino);
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
    // of three players, and of books, game, settings and chains
    assertEquals(7, second.counts().get("checkpoints"));
    String version =
        Optional.ofNullable(forger.item(casino.checkpointsTable, victim).get("version"))
            .orElseThrow()
            .n();
    assertEquals(forger.last(victim).version(), Long.parseLong(version));
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
    forger.flip(victim, 3, "body");
    assertFound(casino.audit(Optional.empty()), victim, 3, Rule.RULES);
  }

  @Test
  void aStoppedPassGoesOnInAnotherProcessAndCountsTheSame() {
    AuditReport inOne = casino.audit();
    Audit audit = new Audit(casino.evidence(Optional.of(AuditedHouse.KEYS)), casino);
    AuditRun pass = audit.begin(new Scope(Scope.USUAL.cut(), 2, 1_000, 10), "key");
    int stops = 0;
    // a walk ends after one journal, then another process goes on
    while (!audit.work(pass, everySecondAnswerIsYes())) {
      stops++;
      Audit other = new Audit(casino.evidence(Optional.of(AuditedHouse.KEYS)), casino);
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

  static void assertFound(AuditReport report, String journal, long version, Rule rule) {
    assertTrue(
        report.first().stream()
            .anyMatch(
                found ->
                    found.journal().equals(journal)
                        && found.version() == version
                        && found.rule().equals(rule.word())),
        () -> journal + " " + version + " " + rule + " is not among " + report.first());
  }

  private static BigInteger sum(AuditReport report, String name) {
    return new BigInteger(Optional.ofNullable(report.sums().get(name)).orElseThrow());
  }
}
