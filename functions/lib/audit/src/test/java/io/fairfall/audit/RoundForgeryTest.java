package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.settings.BetBounds;
import io.fairfall.treasury.HouseBalance;
import io.fairfall.treasury.HouseJson;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rounds and bets that every single rule agrees with, and that no house makes: what the journals
 * say of each other gives them away. Both readings must find each.
 */
@Tag("integration")
class RoundForgeryTest {
  private static final DeployedBounds DEPLOYED =
      new DeployedBounds(List.of(BetBounds.parse("1", "1000", "5000")), 0);

  private static EmbeddedDynamo dynamo;
  private static AuditedHouse casino;
  private static Backup before;
  private static Forger forger;

  @BeforeAll
  static void play() {
    dynamo = EmbeddedDynamo.inMemory();
    casino = new AuditedHouse(dynamo, "rounds", 3, 11);
    casino.openAndPlay(8);
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
  void withoutAForgeryNothingIsFound() {
    AuditReport replay = casino.audit(Optional.of(AuditedHouse.KEYS), DEPLOYED);
    assertEquals(List.of(), replay.first());
    assertEquals(List.of(), casino.auditIndependently(replay, DEPLOYED).first());
  }

  @Test
  void aLargestStakeOf400TimesTheDeployedOneIsFound() {
    Entry opening = of(Opened.TYPE, 3);
    forger.edit(opening, "\"maxStake\":\"1000\"", "\"maxStake\":\"400000\"");
    assertFound(opening, Rule.GAME, "bounds that nothing allowed", Auditor.Rule.TERMS);
  }

  @Test
  void roundsThatWereOpenedBeforeAnybodyKnewTheDeployedBoundsAreLeftAlone() {
    Entry opening = of(Opened.TYPE, 3);
    forger.edit(opening, "\"maxStake\":\"1000\"", "\"maxStake\":\"2000\"");
    DeployedBounds since = new DeployedBounds(DEPLOYED.all(), opening.atMs() + 1);
    AuditReport replay = casino.audit(Optional.of(AuditedHouse.KEYS), since);
    assertEquals(List.of(), replay.first());
    Auditor.Report second = casino.auditIndependently(replay, since);
    assertEquals(List.of(), second.first());
    assertTrue(second.unknown().toString().contains("stakes of 1 to 2000"), second.toString());
  }

  @Test
  void boundsThatSettingsWouldHaveChangedAreFound() {
    Entry opening = of(Opened.TYPE, 5);
    Entry change = casino.events.range("settings", 2, 2).getFirst();
    forger.edit(change, "\"rolloutPercent\"", "\"maxStake\":\"900\",\"rolloutPercent\"");
    assertFound(opening, Rule.GAME, "bounds that nothing allowed", Auditor.Rule.TERMS);
  }

  @Test
  void aForcePointOf101WithoutAShareSetIsFound() {
    Entry start = of(Started.TYPE, 2);
    forger.edit(start, "\\}$", ",\"force\":{\"at\":101,\"through\":1}}");
    assertFound(start, Rule.GAME, "no share of the bankroll", Auditor.Rule.FORCE);
  }

  @Test
  void aForcePointThatIsTooLowForItsShareIsFound() {
    Entry change = casino.events.range("settings", 2, 2).getFirst();
    forger.edit(
        change,
        "\"rolloutPercent\":0",
        "\"rolloutPercent\":0,\"maxRoundLossShareBasisPoints\":10000");
    Entry start = of(Started.TYPE, 2);
    forger.edit(start, "\\}$", ",\"force\":{\"at\":101,\"through\":1}}");
    assertFound(start, Rule.GAME, "no share of the bankroll", Auditor.Rule.FORCE);
  }

  /** A hash of nobody's chain: a chain is made up for the one round, and then left again. */
  @Test
  void aChainThatIsLeftForOneRoundIsFound() {
    Entry opening = of(Opened.TYPE, 3);
    String commitment = JsonCodec.fromStore(Opened.class, opening.body()).commitment();
    long at = casino.events.range("fairness", 2, 2).getFirst().atMs();
    publish(
        3, FairnessEvent.Committed.TYPE, at, new FairnessEvent.Committed("c2", commitment, 1, 10L));
    publish(4, FairnessEvent.Salted.TYPE, at, new FairnessEvent.Salted("c2", 10, "5a".repeat(32)));
    Entry moved = forger.edit(opening, "\"chain\":\"c1\"", "\"chain\":\"c2\"");
    forger.edit(moved, "\"game\":\\d+", "\"game\":1");
    assertFound(opening, Rule.GAME, "plays game 1 of chain c2", Auditor.Rule.CHAIN);
  }

  @Test
  void aSaltThatWasPublishedAfterTheFirstGameIsFound() {
    Entry salted = casino.events.range("fairness", 2, 2).getFirst();
    Entry opening = of(Opened.TYPE, 0);
    forger.forge(
        new Entry(salted.journal(), 2, salted.type(), opening.atMs() + 90_000, salted.body()));
    assertFound(opening, Rule.GAME, "before its salt was published", Auditor.Rule.CHAIN);
  }

  @Test
  void aBetAnHourAfterAPauseIsFound() {
    Entry bet = lastBet();
    forger.forge(
        new Entry(
            "settings",
            3,
            "settings_changed",
            bet.atMs() - 3_600_000,
            "{\"settings\":{\"bettingPaused\":true,\"withdrawalsPaused\":false,"
                + "\"rolloutPercent\":0},\"reason\":\"fraud\",\"by\":\"ann\"}"));
    assertFound(bet, Rule.RULES, "which had been changed long before", Auditor.Rule.PAUSED);
  }

  @Test
  void aBetThatWasWrittenAfterTheCrashIsFound() {
    Entry bet = lastBet();
    AccountEntry read = BetEntryCodec.INSTANCE.read(bet);
    Entry crash =
        casino.events.range("game", read.gameVersion() + 1, Long.MAX_VALUE).stream()
            .filter(entry -> entry.type().equals(Crashed.TYPE))
            .findFirst()
            .orElseThrow();
    forger.moveInTime(bet.journal(), bet.version(), crash.atMs() + 1);
    assertFound(bet, Rule.RULES, "after betting had closed", Auditor.Rule.BET_LATE);
  }

  @Test
  void aFundingWithoutTheKeyIsFound() {
    // after the hour in which a release may still be under way
    casino.quiet();
    long atMs = casino.events.range("house", 1, 1).getFirst().atMs() + 3_600_001;
    Entry last = casino.events.latest("house", Long.MAX_VALUE, 1).getFirst();
    BigInteger amount = BigInteger.TEN.pow(21);
    HouseBalance books = HouseJson.read(last).after();
    String body =
        "{\"id\":\"forged\",\"amount\":\"%s\",\"by\":\"ann\",\"reason\":\"more\",\"house\":{\"version\":%d,\"bankroll\":\"%s\",\"posted\":\"%s\",\"funded\":\"%s\"}}"
            .formatted(
                amount,
                books.version() + 1,
                books.bankroll().add(amount),
                books.posted(),
                books.funded().add(amount));
    Entry forged = new Entry("house", last.version() + 1, "funding", atMs, body);
    casino.events.append(forged);
    casino.events.append(new Entry("funding:forged", 1, "funding", atMs, body));
    assertFound(forged, Rule.SEAL, "has no seal", Auditor.Rule.MAC);
  }

  @Test
  void booksWhoseTailWasCutOffAreFound() {
    AuditReport before = casino.audit(Optional.of(AuditedHouse.KEYS), DEPLOYED);
    assertEquals(List.of(), before.first());
    Entry last = casino.events.latest("house", Long.MAX_VALUE, 1).getFirst();
    forger.delete(casino.eventsTable, "house", last.version());
    assertFound(last, Rule.CHECKPOINT, "now there is none", Auditor.Rule.CHECKPOINT);
  }

  /** Above the checkpoint, so that nothing in the account's own table tells of it any more. */
  @Test
  void aSelfExclusionAndAClawBackThatWereCutOffAreFound() {
    AuditedHouse other = new AuditedHouse(dynamo, "cut-off", 2, 13);
    other.openAndPlay(2);
    assertEquals(List.of(), other.audit().first());
    String excluded = other.players().getFirst();
    String owing = other.players().getLast();
    other.exclude(excluded);
    new AuditedOperators(other).together(owing, -70);
    other.project();
    other.quiet();
    AuditReport replay = other.audit(Optional.empty());
    assertEquals(List.of(), replay.first());
    Forger thief = new Forger(other);
    for (String player : other.players()) {
      String account = Accounts.journalOf(player);
      long last = thief.last(account).version();
      thief.delete(other.accountsTable, account, last);
      AuditReport report = other.audit(Optional.empty());
      AuditTest.assertFound(report, account, last, Rule.CHECKPOINT);
      Auditor.Report second = other.auditIndependently(report, DEPLOYED);
      String witness = "witness:" + player + ":" + last;
      assertTrue(second.first().toString().contains(witness), second.toString());
    }
  }

  /** More than one read brings: all of them belong together. */
  @Test
  void aRoundWithMoreThan200PostingsIsInOrder() {
    AuditedHouse busy = new AuditedHouse(dynamo, "busy", 205, 12);
    busy.openAndPlay(1);
    long round = busy.roundPostedOftenOver();
    busy.settle();
    assertTrue(busy.house.posted(round).orElseThrow().slot() > 200);
    AuditReport replay = busy.audit(Optional.of(AuditedHouse.KEYS), DEPLOYED);
    assertEquals(List.of(), replay.first());
    assertEquals(List.of(), busy.auditIndependently(replay, DEPLOYED).first());
  }

  private static void assertFound(
      Entry place, Rule rule, String sentence, Auditor.Rule independently) {
    AuditReport replay = casino.audit(Optional.of(AuditedHouse.KEYS), DEPLOYED);
    AuditTest.assertFound(replay, place.journal(), place.version(), rule);
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

  private static void publish(long version, String type, long atMs, Object body) {
    forger.forge(new Entry("fairness", version, type, atMs, JsonCodec.write(body)));
  }

  /** An entry of the game by its type, counted from the first. */
  private static Entry of(String type, int index) {
    return casino.events.range("game", 1, Long.MAX_VALUE).stream()
        .filter(entry -> entry.type().equals(type))
        .skip(index)
        .findFirst()
        .orElseThrow();
  }

  /** The last bet of a player on a round that crashed. */
  private static Entry lastBet() {
    String account = Accounts.journalOf(casino.players().getFirst());
    return casino.accountJournals.range(account, 1, Long.MAX_VALUE).stream()
        .filter(entry -> entry.type().equals("bet"))
        .reduce((one, next) -> next)
        .orElseThrow();
  }
}
