package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.treasury.HouseFunding;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Houses from before there were seals in the events' table: what they wrote is in order, and from
 * an hour after the first seal on nothing is without one.
 */
@Tag("integration")
class SealedHouseTest {
  private static EmbeddedDynamo dynamo;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  /** A house that has never had a seal but in accounts. */
  private static AuditedHouse old(String name) {
    AuditedHouse casino = new AuditedHouse(dynamo, name, 3, 17);
    casino.written.turn(false);
    casino.openAndPlay(5);
    return casino;
  }

  private static void playOn(AuditedHouse casino) {
    casino.house.fund(
        new HouseFunding("more-" + casino.millis(), BigInteger.TEN, "test", "as it goes on"));
    casino.settings.change(now -> now.pauseBetting(), "a look", "test");
    casino.settings.change(now -> io.fairfall.settings.Settings.INITIAL, "go on", "test");
    for (int i = 0; i < 3; i++) {
      casino.round();
    }
  }

  private static void assertClean(AuditedHouse casino) {
    AuditReport replay = casino.audit();
    assertEquals(List.of(), replay.first());
    assertEquals(List.of(), casino.auditIndependently(replay, DeployedBounds.UNKNOWN).first());
  }

  @Test
  void whatWasNeverSealedIsInOrder() {
    assertClean(old("never"));
  }

  @Test
  void whatIsSealedFromSomeEntryOnIsInOrder() {
    AuditedHouse casino = old("later");
    casino.written.turn(true);
    playOn(casino);
    casino.settle();
    playOn(casino);
    casino.settle();
    assertClean(casino);
    assertTrue(casino.events.head("game").orElseThrow().seal().startsWith("1."));
    for (String journal : List.of("game", "house", "settings")) {
      assertTrue(
          new Forger(casino).item(casino.checkpointsTable, journal).containsKey("pk"), journal);
    }
  }

  /** While a release is being deployed, instances of both are at work. */
  @Test
  void forAnHourBothKindsOfWritersAreInOrder() {
    AuditedHouse casino = old("mixed");
    for (int i = 0; i < 6; i++) {
      casino.written.turn(i % 2 == 0);
      playOn(casino);
    }
    casino.written.turn(true);
    casino.settle();
    playOn(casino);
    casino.settle();
    assertClean(casino);
  }

  /** Also of journals that are as new as this, and have no sealed entry of their own. */
  @Test
  void afterThatHourWhatHasNoSealIsFoundInEveryJournal() {
    AuditedHouse casino = old("unsealed");
    casino.written.turn(true);
    playOn(casino);
    casino.settle();
    casino.quiet();
    casino.written.turn(false);
    long game = casino.events.head("game").map(Entry::version).orElse(0L);
    long house = casino.events.head("house").map(Entry::version).orElse(0L);
    long settings = casino.events.head("settings").map(Entry::version).orElse(0L);
    playOn(casino);
    casino.exclude(casino.players().getFirst());
    casino.settle();
    AuditReport replay = casino.audit();
    Auditor.Report second = casino.auditIndependently(replay, DeployedBounds.UNKNOWN);
    assertFound(replay, second, "game", game + 1);
    assertFound(replay, second, "house", house + 1);
    assertFound(replay, second, "settings", settings + 1);
    long round = lastRoundWithFacts(casino);
    assertTrue(round > game, "a new round has facts");
    assertFound(replay, second, "round:" + round, 1);
    assertFound(replay, second, "posting:" + round, 1);
    Entry funding = casino.events.range("house", house + 1, house + 1).getFirst();
    String id = funding.body().replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
    assertFound(replay, second, "funding:" + id, 1);
    String account = "account:" + casino.players().getFirst();
    Entry excluded =
        casino.accountJournals.range(account, 1, Journals.MAX_ENTRIES_PER_READ).stream()
            .filter(entry -> entry.type().equals("limits"))
            .findFirst()
            .orElseThrow();
    assertFound(
        replay, second, "witness:" + casino.players().getFirst() + ":" + excluded.version(), 1);
  }

  private static long lastRoundWithFacts(AuditedHouse casino) {
    long round = casino.events.head("game").map(Entry::version).orElse(0L);
    while (casino.events.range("posting:" + round, 1, 1).isEmpty()) {
      round--;
    }
    return round;
  }

  private static void assertFound(
      AuditReport replay, Auditor.Report second, String journal, long version) {
    assertTrue(
        replay.first().stream()
            .anyMatch(
                found ->
                    found.journal().equals(journal)
                        && found.version() == version
                        && found.rule().equals(Rule.SEAL.word())),
        journal + " " + replay.first());
    assertTrue(
        second.first().stream()
            .anyMatch(
                found ->
                    found.journal().equals(journal)
                        && found.slot() == version
                        && found.rule() == Auditor.Rule.MAC),
        journal + " " + second.first());
  }
}
