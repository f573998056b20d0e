package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.conductor.settlement.HousePostings;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.ledger.Accounts;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.FreeBankroll;
import io.fairfall.treasury.HouseBalance;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseFunding;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.RoundPosting;
import io.fairfall.treasury.SettlerCursor;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the settler posts rounds to the house's books. */
@Tag("integration")
class HousePostingTest {
  private static final String ALICE = "0xa11ce00000000000000000000000000000000001";
  private static final String BOB = "0xb0b0000000000000000000000000000000000002";
  private static final Multiplier TWICE = new Multiplier(200);

  private final ConductorFixture house = ConductorFixture.forThreads(1);
  private final FixturePlayers players = new FixturePlayers(house);
  private final SettlerCalls calls = new SettlerCalls(house);
  private final SettingsJournal settings = new SettingsJournal(house.events(), house.time);
  private final HouseJournal books =
      new HouseJournal(house.events(), house.time, AppendLoop.inRealTime());

  @Test
  void aRoundIsPostedOnceWhenItsLastBetIsToldToHaveEnded() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 1, TWICE), players.bet(BOB, round, 3, null));
    calls.deliver(players.crash(round, 250));
    calls.deliver(tellEnds(round, ALICE));
    assertEquals(HouseBalance.EMPTY, books.books());
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    calls.tick();
    assertEquals(HouseBalance.EMPTY, books.books());
    calls.deliver(tellEnds(round, BOB));
    assertEquals(new HouseBalance(1, ether(-1 + 3), ether(0)), books.books());
    calls.tick();
    calls.tick();
    assertEquals(1, books.books().version());
    MacKeys keys = new MacKeys(List.of(new MacKey(1, 0, EmbeddedSecrets.KEY)));
    for (String journal : List.of(HouseJournal.NAME, HouseJournal.postingsOf(round))) {
      MacChain.verify(house.events().head(journal).orElseThrow(), MacChain.NONE, keys);
    }
  }

  @Test
  void aRoundThatIsCompleteBeforeItsMinuteIsPostedByTheTick() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 1, TWICE));
    calls.deliver(players.crash(round, 250));
    calls.deliver(tellEnds(round, ALICE));
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    calls.tick();
    assertEquals(ether(-1), books.bankroll());
  }

  @Test
  void aRoundWhoseEndsDoNotComeIsPostedAnywayAndTheRestWhenItIsTold() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 1, TWICE), players.bet(BOB, round, 3, null));
    calls.deliver(players.crash(round, 250));
    tellEnds(round, ALICE);
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS + HousePostings.ANYWAY_AFTER_MS - 1);
    calls.tick();
    assertEquals(HouseBalance.EMPTY, books.books());
    house.time.pass(1);
    calls.tick();
    assertEquals(ether(-1), books.bankroll());
    calls.deliver(tellEnds(round, BOB));
    assertEquals(ether(2), books.bankroll());
    assertEquals(2, books.posted(round).map(RoundPosting::slot).orElseThrow());
  }

  @Test
  void aCorrectionThatIsToldMuchLaterIsPosted() {
    long round = lostRound();
    assertEquals(ether(1), books.bankroll());
    house.time.pass(3_600_000);
    Entry correction = correct(round);
    calls.deliver(correction);
    calls.deliver(correction);
    assertEquals(ether(1 - 2), books.bankroll());
    assertEquals(2, books.books().version());
  }

  @Test
  void whatNoStreamBroughtIsPostedByTheTick() {
    for (int i = 0; i < 5; i++) {
      long round = players.open();
      players.project(round, players.bet(ALICE, round, 1, TWICE));
      players.crash(round, 250);
      house.time.pass(3_000);
    }
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    calls.tick();
    for (Entry game : house.game()) {
      if (game.type().equals("round_open")) {
        tellEnds(game.version(), ALICE);
      }
    }
    calls.tick();
    assertEquals(new HouseBalance(5, ether(-5), ether(0)), books.books());
  }

  @Test
  void aVoidedRoundIsPassedOver() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 3, null));
    calls.deliver(players.voidRound());
    tellEnds(round, ALICE);
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    calls.tick();
    assertEquals(HouseBalance.EMPTY, books.books());
    assertEquals(round + 2, postings().read().nextRoundId());
  }

  @Test
  void aPostingThatFailsHoldsNothingUpAndIsTriedAgain() {
    long broken = players.open();
    players.project(broken, players.bet(ALICE, broken, 1, TWICE));
    Entry damage = new Entry(HouseJournal.postingsOf(broken), 1, HouseEntry.Posted.TYPE, 1, "{}");
    house.events().append(damage);
    calls.deliver(players.crash(broken, 250));
    tellEnds(broken, ALICE);
    house.time.pass(3_000);
    long sound = players.open();
    players.project(sound, players.bet(BOB, sound, 1, TWICE));
    calls.deliver(players.crash(sound, 250));
    tellEnds(sound, BOB);
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    calls.tick();
    assertEquals(ether(-1), books.bankroll());
    assertEquals(Optional.empty(), failed(calls.deliver(tellEnds(broken, ALICE))));
    house.repair("events", damage);
    calls.tick();
    assertEquals(ether(-2), books.bankroll());
    assertTrue(postings().read().failed().isEmpty());
  }

  @Test
  void aLowBankrollPausesBettingOnce() {
    books.fund(
        new HouseFunding("f-1", ether(10), "ann", "opening"),
        () -> new FreeBankroll.Unknown("nobody takes ether out here"));
    settings.change(
        now -> Settings.INITIAL.with(SettingKeys.MIN_BANKROLL, Wei.ofEther(10)), "a test", "ann");
    lostRound();
    wonRound();
    assertFalse(settings.current(0, true).settings().bettingPaused());
    wonRound();
    assertTrue(settings.current(0, true).settings().bettingPaused());
    calls.tick();
    assertEquals(2, settings.current(0, true).version());
    String printed = ConductorFixture.PRINTED.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("\"BettingPausedByItself\":1"));
    assertTrue(printed.contains("\"BankrollGwei\":9000000000"));
  }

  /** A round that Alice lost one ether on, settled, told and posted. */
  private long lostRound() {
    return round(null);
  }

  /** A round that Alice won one ether on, settled, told and posted. */
  private void wonRound() {
    round(TWICE);
  }

  private long round(@org.jspecify.annotations.Nullable Multiplier auto) {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 1, auto));
    calls.deliver(players.crash(round, 250));
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    calls.tick();
    calls.deliver(tellEnds(round, ALICE));
    return round;
  }

  /** What the projector would write of the ends in a player's account. */
  private Entry tellEnds(long round, String player) {
    List<PublicBetEvent> ends =
        players.journals.range(Accounts.journalOf(player), 1, Long.MAX_VALUE).stream()
            .flatMap(entry -> AccountProjector.of(entry).stream())
            .filter(fact -> fact.roundId() == round && fact.fact().kind() != Kind.BET)
            .map(AccountProjector.InRound::fact)
            .toList();
    return players.project(round, ends.toArray(PublicBetEvent[]::new));
  }

  /** Alice's cashout at twice the stake had been in time after all. */
  private Entry correct(long round) {
    return players.project(
        round,
        new PublicBetEvent(
            ALICE,
            4,
            Kind.CASHOUT,
            "2",
            1,
            Wei.ofEther(1),
            null,
            TWICE,
            Wei.ofEther(2),
            house.time.millis()));
  }

  private SettlerCursor postings() {
    return SettlerCursor.ofPostings(house.dynamo(), house.name + "work");
  }

  private static Optional<String> failed(
      com.amazonaws.services.lambda.runtime.events.StreamsEventResponse response) {
    return response.getBatchItemFailures().stream()
        .map(failure -> failure.getItemIdentifier())
        .findFirst();
  }

  private static BigInteger ether(long amount) {
    return Wei.ofEther(Math.abs(amount)).value().multiply(BigInteger.valueOf(Long.signum(amount)));
  }
}
