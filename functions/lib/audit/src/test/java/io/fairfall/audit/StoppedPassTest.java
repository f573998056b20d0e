package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.treasury.HouseFunding;
import io.fairfall.treasury.adjustments.ProposalJournal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Passes that are stopped and gone on with, while the house goes on: as the function makes them
 * that is called every quarter of an hour.
 */
@Tag("integration")
class StoppedPassTest {
  private static final Scope SCOPE = new Scope(Duration.ofMinutes(15), 3, 1_000, 10);
  private static final int MAX_PARTS = 10_000;

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
    casino.openAndPlay(6);
    return casino;
  }

  /** Each journal that a part stops behind, or in, has grown when the next one goes on. */
  @Test
  void aJournalThatHasGrownMeanwhileIsNoGap() {
    AuditedHouse casino = played("growing");
    AuditReport inOne = casino.audit(Optional.empty());
    AuditRun pass = audit(casino).begin(SCOPE, "key");
    long cut = pass.report().cutAt();
    int parts = 0;
    while (!audit(casino).work(pass, afterOne())) {
      grow(casino, ++parts);
      pass = audit(casino).resume(pass.save(), pass.balances());
      assertTrue(parts < MAX_PARTS, "it ends");
    }
    assertEquals(List.of(), pass.report().first());
    assertTrue(parts > 50, "parts: " + parts);
    Map<String, Long> counts = new HashMap<>(pass.report().counts());
    Map<String, Long> whole = new HashMap<>(inOne.counts());
    List.of("young", "checkpoints", "seals")
        .forEach(
            other -> {
              counts.remove(other);
              whole.remove(other);
            });
    assertEquals(whole, counts);
    assertEquals(inOne.sums(), pass.report().sums());
    assertEquals(cut, pass.report().cutAt());
  }

  @Test
  void theIndependentReadingGoesOnInTheMiddleOfGrowingJournalsToo() {
    AuditedHouse casino = played("growing-too");
    AuditReport replay = casino.audit();
    Auditor.Report inOne = read(casino, replay);
    IndependentPass pass = begin(casino, replay);
    int parts = 0;
    while (!pass.work(afterOne())) {
      grow(casino, ++parts);
      pass =
          IndependentPass.resume(
              pass.save(),
              casino.evidence(Optional.of(AuditedHouse.KEYS)),
              DeployedBounds.UNKNOWN,
              casino);
      assertTrue(parts < MAX_PARTS, "it ends");
    }
    assertEquals(List.of(), pass.report().first());
    assertTrue(parts > 50, "parts: " + parts);
    Map<String, Long> counts = new HashMap<>(pass.report().counts());
    counts.remove("young");
    assertEquals(inOne.counts(), counts);
    assertEquals(inOne.sums(), pass.report().sums());
  }

  /** What is wrong is found wherever the parts begin and end, and once. */
  @Test
  void whatIsWrongIsFoundOnceHoweverOftenItIsStopped() {
    AuditedHouse casino = played("stopped-and-wrong");
    Forger forger = new Forger(casino);
    String victim = "account:" + casino.players().getFirst();
    forger.flip(victim, 3, "seal");
    forger.delete(casino.accountsTable, victim, 6);
    AuditReport inOne = casino.audit();
    AuditRun pass = audit(casino).begin(SCOPE, "key");
    while (!audit(casino).work(pass, afterOne())) {
      pass = audit(casino).resume(pass.save(), pass.balances());
    }
    assertTrue(inOne.findings() > 0);
    assertEquals(inOne.findingsByRule().get("gap"), pass.report().findingsByRule().get("gap"));
    AuditTest.assertFound(pass.report(), victim, 3, Rule.SEAL);
    AuditTest.assertFound(pass.report(), victim, 7, Rule.GAP);
    assertTrue(
        forger.item(casino.checkpointsTable, victim).isEmpty(), "no checkpoint of what is wrong");
  }

  @Test
  void anEntryThatIsGoneWhenAPartGoesOnBehindItIsFound() {
    AuditedHouse casino = played("gone");
    Forger forger = new Forger(casino);
    AuditRun pass = audit(casino).begin(new Scope(Duration.ofMinutes(15), 1, 1_000, 10), "key");
    AuditRun.Reached reached = pass.reached(0);
    while (reached.within() == null || !reached.journal().startsWith("account:")) {
      assertTrue(!audit(casino).work(pass, afterOne()), "it stops in an account");
      pass = audit(casino).resume(pass.save(), pass.balances());
      reached = pass.reached(0);
    }
    forger.delete(casino.accountsTable, reached.journal(), reached.version());
    assertTrue(audit(casino).work(pass, () -> false));
    AuditTest.assertFound(pass.report(), reached.journal(), reached.version(), Rule.GAP);
  }

  /** A pass takes longer than a minute: what is begun and written meanwhile is young. */
  @Test
  void whatIsWrittenWhileAPassIsMadeIsNotFromTheFuture() {
    AuditedHouse casino = played("long");
    BooleanSupplier playsOn = playsOn(casino);
    AuditRun pass = audit(casino).begin(new Scope(Duration.ofMinutes(15), 1, 1_000, 10), "key");
    assertTrue(audit(casino).work(pass, playsOn));
    assertEquals(List.of(), pass.report().first());
    assertTrue(pass.report().counts().getOrDefault("young", 0L) > 20, pass.report().toString());
    IndependentPass second = begin(casino, pass.report());
    assertTrue(second.work(playsOn));
    assertEquals(List.of(), second.report().first());
  }

  /** Time is never over, and goes on: a round each time that it is asked for ten times. */
  private static BooleanSupplier playsOn(AuditedHouse casino) {
    AtomicInteger asked = new AtomicInteger();
    return () -> {
      int time = asked.incrementAndGet();
      if (time % 10 == 0 && time <= 200) {
        casino.pass(120_000);
        casino.deposit("0x%040x".formatted(1_000 + time), "deposit:1:new:" + time, 5);
        Increments.playOn(casino);
      }
      return false;
    };
  }

  /** And what is ahead of the clock is. */
  @Test
  void whatIsAheadOfTheClockIsFromTheFutureForBoth() {
    AuditedHouse casino = played("ahead");
    casino.pass(600_000);
    casino.deposit(casino.players().getFirst(), "deposit:1:ahead", 5);
    Entry ahead = new Forger(casino).last("account:" + casino.players().getFirst());
    casino.pass(-600_000);
    AuditReport report = casino.audit();
    AuditTest.assertFound(report, ahead.journal(), ahead.version(), Rule.TIME);
    assertTrue(
        read(casino, report).first().stream()
            .anyMatch(one -> one.slot() == ahead.version() && one.rule() == Auditor.Rule.TIME));
  }

  /** The list of proposals is as long as a house is old: both stop in its middle, and go on. */
  @Test
  void theListOfProposalsGoesOnInItsMiddleAndNothingOfItIsLost() {
    AuditedHouse casino = played("proposals");
    AuditedOperators operators = new AuditedOperators(casino);
    String player = casino.players().getFirst();
    operators.bound(100);
    List<AuditedOperators.Done> done = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      done.add(operators.alone(player, 10 + i));
      operators.rejected(player, 500);
    }
    casino.project();
    casino.quiet();
    Forger forger = new Forger(casino);
    String id = done.getLast().id();
    Entry listed =
        casino.events.range(ProposalJournal.LIST, 1, 100).stream()
            .filter(entry -> entry.body().contains(id))
            .findFirst()
            .orElseThrow();
    Entry own = casino.events.range(ProposalJournal.journalOf(id), 1, 1).getFirst();
    // 60 before it, and now 41 more: two operators were needed
    forger.edit(listed, "\"amount\":\"15\"", "\"amount\":\"41\"");
    forger.edit(own, "\"amount\":\"15\"", "\"amount\":\"41\"");
    AuditRun pass = audit(casino).begin(SCOPE, "key");
    Set<Long> stops = new TreeSet<>();
    while (!audit(casino).work(pass, afterOne())) {
      pass = audit(casino).resume(pass.save(), pass.balances());
      for (int i = 0; i < pass.segmentCount(); i++) {
        AuditRun.Reached reached = pass.reached(i);
        if (reached.within() != null && reached.journal().equals(ProposalJournal.LIST)) {
          stops.add(reached.version());
        }
      }
    }
    assertTrue(stops.size() > 5, "stops: " + stops);
    AuditTest.assertFound(pass.report(), ProposalJournal.LIST, listed.version(), Rule.OPERATOR);
    IndependentPass second = begin(casino, pass.report());
    while (!second.work(afterOne())) {
      second =
          IndependentPass.resume(
              second.save(),
              casino.evidence(Optional.of(AuditedHouse.KEYS)),
              DeployedBounds.UNKNOWN,
              casino);
    }
    assertTrue(
        second.report().first().stream()
            .anyMatch(
                one ->
                    one.journal().equals(ProposalJournal.LIST)
                        && one.slot() == listed.version()
                        && one.rule() == Auditor.Rule.OPERATOR),
        second.report().first().toString());
  }

  /** Everybody does something, and the house does: every journal grows that can. */
  private static void grow(AuditedHouse casino, int time) {
    if (time % 7 > 0) {
      return;
    }
    for (String player : casino.players()) {
      casino.deposit(player, "deposit:1:" + player + ":" + time, 5);
    }
    casino.house.fund(new HouseFunding("more-" + time, BigInteger.TEN, "test", "as it goes on"));
    casino.settings.change(
        now -> now.bettingPaused() ? io.fairfall.settings.Settings.INITIAL : now.pauseBetting(),
        "to and fro",
        "test");
    if (time % 49 == 0) {
      casino.settings.change(now -> io.fairfall.settings.Settings.INITIAL, "go on", "test");
      casino.round();
    }
  }

  private static Audit audit(AuditedHouse casino) {
    return new Audit(casino.evidence(Optional.of(AuditedHouse.KEYS)), casino);
  }

  private static IndependentPass begin(AuditedHouse casino, AuditReport replay) {
    return IndependentPass.begin(
        casino.evidence(Optional.of(AuditedHouse.KEYS)), DeployedBounds.UNKNOWN, casino, replay);
  }

  private static Auditor.Report read(AuditedHouse casino, AuditReport replay) {
    IndependentPass pass = begin(casino, replay);
    assertTrue(pass.work(() -> false));
    return pass.report();
  }

  /** Time is over as soon as the next entry could be the first of another part. */
  private static BooleanSupplier afterOne() {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > 1;
  }
}
