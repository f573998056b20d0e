package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.increment.Coverage;
import io.fairfall.audit.increment.NewEntries;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Finding;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What both readings say where they meet a bound of their own. */
@Tag("integration")
class AuditBoundsTest {
  private static EmbeddedDynamo dynamo;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  /** Of twenty rounds it is said which facts are missing, of the others that some are. */
  @Test
  void moreWrongRoundsThanAreLookedIntoAreAllFoundAndAllCounted() {
    AuditedHouse casino = new AuditedHouse(dynamo, "many", 3, 11);
    casino.openAndPlay(75);
    Forger forger = new Forger(casino);
    TreeSet<Long> forged = new TreeSet<>();
    long newest = casino.events.head(GameJournal.NAME).map(Entry::version).orElse(0L);
    for (long id = 1; id <= newest; id++) {
      if (casino.events.head(RoundFacts.journalOf(id)).isPresent()) {
        forger.delete(casino.eventsTable, RoundFacts.journalOf(id), 1);
        forged.add(id);
      }
    }
    assertTrue(forged.size() > 50, "rounds with bets: " + forged.size());
    Audit audit = new Audit(casino.evidence(Optional.of(AuditedHouse.KEYS)), casino);
    AuditRun pass = audit.begin(new Scope(Scope.USUAL.cut(), 2, 1_000, 10_000), "test");
    assertTrue(audit.work(pass, () -> false));
    AuditReport replay = pass.report();
    List<String> whole =
        replay.first().stream()
            .filter(found -> found.rule().equals(Rule.FACT.word()))
            .filter(found -> found.what().contains("does not tell what the accounts tell"))
            .map(found -> found.journal())
            .toList();
    assertEquals(
        forged.stream().skip(20).map(RoundFacts::journalOf).collect(Collectors.toSet()),
        new TreeSet<>(whole));
    Auditor.Report second = casino.auditIndependently(replay, DeployedBounds.UNKNOWN);
    assertEquals(50, second.first().size());
    assertTrue(second.findings() >= forged.size(), "counted: " + second.findings());
  }

  /** The settler has ten minutes, to the millisecond. */
  @Test
  void aBetThatIsOpenTenMinutesAfterItsRoundIsFound() {
    AuditedHouse casino = new AuditedHouse(dynamo, "open", 3, 11);
    casino.openAndPlay(2);
    List<OpenBet> open = new ArrayList<>();
    while (open.isEmpty()) {
      casino.players().forEach(casino.accounts::settle);
      casino.round();
      casino.players().forEach(one -> open.addAll(AccountBets.of(casino.accounts.read(one))));
    }
    Round round = new GameJournal(casino.events).latest().orElseThrow();
    long endedAtMs = round.crashed() == null ? round.startsAt() : round.crashed().crashedAt();
    casino.pass(endedAtMs + 600_000 - 1 - casino.millis());
    assertEquals(0, openBets(casino));
    casino.pass(1);
    assertEquals(open.size(), openBets(casino));
  }

  /** What is new is compared as a whole, or it is said that it was not. */
  @Test
  void whereMoreRoundsAreNewThanAreComparedItIsSaid() {
    AuditedHouse casino = new AuditedHouse(dynamo, "new", 3, 11);
    long beganMs = casino.millis();
    casino.openAndPlay(6);
    assertEquals(List.of(), whatIsNew(casino, beganMs, 1_000));
    assertEquals(
        List.of("more rounds are new than are compared"),
        whatIsNew(casino, beganMs, 1).stream()
            .filter(found -> found.journal().equals("round:"))
            .map(Finding::what)
            .toList());
  }

  private static List<Finding> whatIsNew(AuditedHouse casino, long sinceMs, int maxRounds) {
    return new NewEntries(
            casino.evidence(Optional.of(AuditedHouse.KEYS)),
            new CheckpointTable(dynamo.client(), casino.checkpointsTable),
            casino,
            DeployedBounds.UNKNOWN,
            new Scope(Scope.USUAL.cut(), 2, maxRounds, 1_000))
        .read(Coverage.sign(sinceMs, sinceMs, 0, 0, AuditedHouse.KEY), "test", () -> false)
        .orElseThrow()
        .report()
        .first();
  }

  private static long openBets(AuditedHouse casino) {
    Audit audit = new Audit(casino.evidence(Optional.of(AuditedHouse.KEYS)), casino);
    AuditRun pass = audit.begin(new Scope(Duration.ZERO, 2, 1_000, 1_000), "test");
    assertTrue(audit.work(pass, () -> false));
    return pass.report().first().stream()
        .filter(found -> found.rule().equals(Rule.OPEN_BET.word()))
        .count();
  }
}
