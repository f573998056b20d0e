package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.settings.BetBounds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A house that played by salts and goes on by a beacon, on the same chain: nothing is found. What a
 * house could do with a beacon that it must not is found by both readings.
 */
@Tag("integration")
class BeaconForgeryTest {
  private static final DeployedBounds DEPLOYED =
      new DeployedBounds(List.of(BetBounds.parse("1", "1000", "5000")), 0);

  /** Of the rounds that a salt decides, all before the others. */
  private static final int SALTED = 4;

  private static EmbeddedDynamo dynamo;
  private static AuditedHouse casino;
  private static Backup before;
  private static Forger forger;

  @BeforeAll
  static void play() {
    dynamo = EmbeddedDynamo.inMemory();
    casino = new AuditedHouse(dynamo, "beacons", 3, 17);
    casino.openAndPlay(SALTED);
    casino.decideByBeacon();
    for (int i = 0; i < 30; i++) {
      casino.round();
    }
    casino.settle();
    forger = new Forger(casino);
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

  @Test
  void aHouseThatGoesOnByABeaconIsInOrder() {
    AuditReport replay = casino.audit(Optional.of(AuditedHouse.KEYS), DEPLOYED);
    assertEquals(List.of(), replay.first());
    assertEquals(List.of(), casino.auditIndependently(replay, DEPLOYED).first());
  }

  @Test
  void aRoundWithoutABeaconAfterOneWithIsFound() {
    Entry opening = of(Opened.TYPE, 8);
    forger.edit(opening, ",\"beacon\":\\{[^}]*\\}", "");
    assertFound(opening, "by no beacon, and rounds before it are", Auditor.Rule.BEACON);
  }

  @Test
  void anotherBeaconThanTheFirstAfterTheBetsIsFound() {
    Entry opening = of(Opened.TYPE, 8);
    forger.edit(opening, "\"round\":(\\d+)(\\d)\\}", "\"round\":$1$20}");
    assertFound(opening, "another beacon than the first after its bets", Auditor.Rule.BEACON);
  }

  @Test
  void aNetworkWithAKeyOfTheHousesOwnIsFound() {
    Entry opening = of(Opened.TYPE, 8);
    forger.edit(opening, "\"publicKey\":\"ab", "\"publicKey\":\"cd");
    assertFound(opening, "a network that is none", Auditor.Rule.BEACON);
  }

  @Test
  void aStartWithoutItsBeaconIsFound() {
    Entry start = of(Started.TYPE, lastStart());
    forger.edit(start, ",\"signature\":\"[0-9a-f]{96}\"", "");
    assertFound(start, "starts without its beacon", Auditor.Rule.BEACON);
  }

  @Test
  void anotherSignatureLeadsElsewhere() {
    Entry start = of(Started.TYPE, lastStart());
    forger.edit(start, "\"signature\":\"00", "\"signature\":\"ff");
    Entry crash = casino.events.range("game", start.version() + 1, start.version() + 1).getFirst();
    assertFound(crash, "elsewhere than hash and beacon say", Auditor.Rule.CRASH_POINT);
  }

  /** Between the beacon and the start the house knows: it must not have a void in hand. */
  @Test
  void aVoidOfARoundThatCouldStillStartIsFound() {
    Entry start = of(Started.TYPE, lastStart());
    Entry crash = casino.events.range("game", start.version() + 1, start.version() + 1).getFirst();
    String hash = crash.body().replaceAll(".*\"gameHash\":\"([0-9a-f]{64})\".*", "$1");
    forger.delete(casino.eventsTable, "game", crash.version());
    Entry voided =
        new Entry(
            "game",
            start.version(),
            Voided.TYPE,
            start.atMs(),
            "{\"gameHash\":\"%s\",\"reason\":\"unlucky\"}".formatted(hash));
    forger.forge(voided);
    assertFound(voided, "voids a round that could still start", Auditor.Rule.ROUND_TIME);
  }

  @Test
  void aStartBeforeTheBeaconCameIsFound() {
    Entry start = of(Started.TYPE, lastStart());
    forger.forge(
        new Entry("game", start.version(), start.type(), start.atMs() - 60_000, start.body()));
    assertFound(start, "starts before its beacon came", Auditor.Rule.ROUND_TIME);
  }

  private static int lastStart() {
    return (int)
            casino.events.range("game", 1, Long.MAX_VALUE).stream()
                .filter(entry -> entry.type().equals(Crashed.TYPE))
                .count()
        - 1;
  }

  private static void assertFound(Entry place, String sentence, Auditor.Rule independently) {
    AuditReport replay = casino.audit(Optional.of(AuditedHouse.KEYS), DEPLOYED);
    AuditTest.assertFound(replay, place.journal(), place.version(), Rule.GAME);
    assertTrue(replay.first().toString().contains(sentence), replay.toString());
    Auditor.Report second = casino.auditIndependently(replay, DEPLOYED);
    assertTrue(
        second.first().stream()
            .anyMatch(
                found ->
                    found.journal().equals(place.journal())
                        && found.slot() == place.version()
                        && found.rule() == independently),
        second.first().toString());
  }

  /** An entry of the game by its type, counted from the first. */
  private static Entry of(String type, int index) {
    return casino.events.range("game", 1, Long.MAX_VALUE).stream()
        .filter(entry -> entry.type().equals(type))
        .skip(index)
        .findFirst()
        .orElseThrow();
  }
}
