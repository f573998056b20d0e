package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.Account;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.treasury.SettlerCursor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class SettlerTest {
  private static final String ALICE = "0xa11ce00000000000000000000000000000000001";
  private static final String BOB = "0xb0b0000000000000000000000000000000000002";
  private static final Multiplier TWICE = new Multiplier(200);

  private final ConductorFixture house = ConductorFixture.forThreads(1);
  private final FixturePlayers players = new FixturePlayers(house);
  private final SettlerCalls calls = new SettlerCalls(house);

  @Test
  void winnersByTargetArePaidAtTheCrashAndEveryoneElseAMinuteLater() {
    long round = players.open();
    players.project(
        round,
        players.bet(ALICE, round, 1, TWICE),
        players.bet(BOB, round, 1, new Multiplier(251)));
    settle(players.crash(round, 250));
    assertBalance(21, ALICE);
    assertOpen(BOB);
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS - 1);
    tick();
    assertOpen(BOB);
    house.time.pass(1);
    tick();
    assertBalance(19, BOB);
  }

  @Test
  void aBetThatReachedTheLargestProfitIsPaidAtTheCrashToo() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 10, null));
    settle(players.crash(round, 600));
    assertEquals(
        Wei.ofEther(20).plus(FixturePlayers.MAX_PROFIT), players.account(ALICE).available());
  }

  @Test
  void aVoidedRoundGivesEveryStakeBackAtOnce() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 3, null), players.bet(BOB, round, 1, TWICE));
    settle(players.voidRound());
    assertBalance(20, ALICE);
    assertBalance(20, BOB);
  }

  @Test
  void aBetThatIsToldAfterTheCrashIsSettledWhenItIsTold() {
    long round = players.open();
    PublicBetEvent won = players.bet(ALICE, round, 1, TWICE);
    PublicBetEvent lost = players.bet(BOB, round, 1, null);
    settle(players.crash(round, 250));
    settle(players.project(round, won, lost));
    assertBalance(21, ALICE);
    assertOpen(BOB);
    house.time.pass(10 * DueSettlements.EVERYONE_AFTER_MS);
    settle(players.project(round, lost));
    assertBalance(19, BOB);
  }

  @Test
  void settlingAgainWritesNothing() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 1, TWICE), players.bet(BOB, round, 1, null));
    Entry crash = players.crash(round, 250);
    settle(crash);
    settle(crash);
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    tick();
    tick();
    settle(crash);
    assertEquals(3, players.account(ALICE).version());
    assertEquals(3, players.account(BOB).version());
  }

  @Test
  void whatNoStreamBroughtIsFoundByTheTick() {
    for (int i = 0; i < 5; i++) {
      long round = players.open();
      players.project(round, players.bet(ALICE, round, 1, TWICE));
      players.crash(round, 250);
      house.time.pass(3_000);
    }
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    tick();
    assertBalance(5 * 21, ALICE);
  }

  @Test
  void oneBrokenAccountHoldsNoOtherUpAndIsTriedAgain() {
    long round = players.open();
    PublicBetEvent[] facts = new PublicBetEvent[20];
    for (int i = 0; i < facts.length; i++) {
      facts[i] = players.bet("0x" + "%040x".formatted(i), round, 1, TWICE);
    }
    players.project(round, facts);
    String broken = facts[7].player();
    Entry damage =
        new Entry("account:" + broken, players.account(broken).version() + 1, "bet", 1, "{}");
    players.journals.append(damage);
    settle(players.crash(round, 250));
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    tick();
    for (PublicBetEvent fact : facts) {
      if (!fact.player().equals(broken)) {
        assertBalance(21, fact.player());
      }
    }
    house.repair("accounts", damage);
    assertOpen(broken);
    tick();
    assertBalance(21, broken);
    assertTrue(
        SettlerCursor.ofAccounts(house.dynamo(), house.name + "work").read().failed().isEmpty());
  }

  @Test
  void aRecordThatCannotBeReadIsDeliveredAgainAndTheOnesBeforeItAreNot() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 1, TWICE));
    Entry crash = players.crash(round, 250);
    DynamodbEvent event = SettlerCalls.stream(crash, crash);
    event.getRecords().get(1).getDynamodb().setNewImage(Map.of());
    StreamsEventResponse response = calls.invoke(event);
    assertEquals("1", response.getBatchItemFailures().getFirst().getItemIdentifier());
    assertBalance(21, ALICE);
  }

  @Test
  void theSampleOfTheStreamIsUnderstood() {
    StreamsEventResponse response = calls.invoke(SettlerCalls.sample("events-stream.json"));
    assertEquals(List.of(), response.getBatchItemFailures());
  }

  private void tick() {
    calls.invoke(SettlerCalls.sample("schedule-tick.json"));
  }

  private void settle(Entry... entries) {
    assertEquals(List.of(), calls.deliver(entries).getBatchItemFailures());
  }

  private void assertBalance(long ether, String player) {
    Account account = players.account(player);
    assertEquals(List.of(), AccountBets.of(account));
    assertEquals(Wei.ofEther(ether), account.available());
  }

  private void assertOpen(String player) {
    assertEquals(1, AccountBets.of(players.account(player)).size());
  }
}
