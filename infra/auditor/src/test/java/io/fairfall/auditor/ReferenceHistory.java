package io.fairfall.auditor;

import io.fairfall.crash.bets.Bet;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A history in which everything happens once that can happen: every kind of entry, every way in
 * which a bet ends, a void round, force points, limits and a break, changes of settings, a new key,
 * and a hash chain that is used up.
 */
final class ReferenceHistory {
  static final String ALICE = "0x%040x".formatted(0xa11ce);
  static final String BOB = "0x%040x".formatted(0xb0b);
  static final String CAROL = "0x%040x".formatted(0xca401);
  static final String AWAY = "0x" + "a0".repeat(20);
  static final String DAVE = "0x%040x".formatted(0xda7e);

  /** A deposit of {@link #DAVE} that left the chain, in three takings. */
  static final String REVERSED = "deposit:1:0xe:N";

  private static final String OPEN = "\"bettingPaused\":false,\"withdrawalsPaused\":false";
  private static final String PAUSED = "\"bettingPaused\":true,\"withdrawalsPaused\":true";

  private final ReferenceHouse house = new ReferenceHouse();

  private ReferenceHistory() {}

  /** Plays it. */
  static ReferenceHouse play() {
    ReferenceHistory history = new ReferenceHistory();
    history.begin();
    history.everyWayToEnd();
    history.corrected();
    history.outside();
    history.bounded();
    history.protectedPlayer();
    history.afterTheNewKey();
    return history.house;
  }

  private void begin() {
    house.change(PAUSED + ",\"rolloutPercent\":0", 0);
    house.change(OPEN + ",\"rolloutPercent\":0", 0);
    house.pass(120_000);
    house.fund("opening", 10_000_000);
    house.deposit(ALICE, "deposit:1:0xa:N", 1_000_000);
    house.deposit(BOB, "deposit:1:0xb:N", 1_000_000);
    house.deposit(BOB, "deposit:1:0xb:0", 500);
    house.ok(CAROL, house.accounts.open(CAROL, Wei.of(50_000)));
  }

  /** Automatic cashouts, one by hand, one refused late and paid at its target, losses, a refund. */
  private void everyWayToEnd() {
    long high = house.open(crash -> crash >= 300);
    house.bet(ALICE, high, 1, 500, 150);
    long byHand = house.bet(ALICE, high, 2, 400, 0).version();
    long reached = house.bet(BOB, high, 1, 300, 120).version();
    house.bet(CAROL, high, 1, 1_000, 100_000);
    house.start(high);
    house.cashOut(ALICE, high, byHand, 4_000);
    house.crash(high);
    house.cashOut(BOB, high, reached, 3_000_000);
    house.settle();
    long voided = house.open(crash -> true);
    house.bet(ALICE, voided, 1, 700, 0);
    house.bet(BOB, voided, 2, 10, 130);
    house.voided(voided);
    house.settle();
    long low = house.open(crash -> crash < 150);
    house.bet(ALICE, low, 1, 250, 200);
    house.bet(BOB, low, 1, 250, 0);
    house.start(low);
    house.crash(low);
    // lost, and ended on the way by the next bet
    long next = house.open(crash -> crash >= 120);
    house.bet(ALICE, next, 1, 100, 110);
    house.start(next);
    house.crash(next);
    house.settle();
  }

  /** A cashout that was in time and is heard after the bet was settled as lost. */
  private void corrected() {
    long round = house.open(crash -> crash > 115 && crash < 200);
    long bet = house.bet(CAROL, round, 1, 900, 0).version();
    house.bet(ALICE, round, 1, 800, 0);
    house.start(round);
    house.crash(round);
    house.settle();
    house.cashOut(CAROL, round, bet, 1_500);
    house.settle();
  }

  private void outside() {
    PayoutId paid = withdraw(ALICE, 5_000);
    house.ok(ALICE, house.accounts.withdrawalPaid(paid.receiptKey(), house.payouts.pay(paid)));
    PayoutId refunded = withdraw(BOB, 4_000);
    house.payouts.cancel(refunded, "no such place");
    house.payouts.skip();
    house.ok(BOB, house.accounts.withdrawalRefunded(refunded.receiptKey(), "no such place"));
    adjust(BOB, 77);
    adjust(BOB, -7);
    // asked a second time after it was too late: the no is written down
    long round = house.open(crash -> true);
    Bet late =
        new Bet(house.id(BOB), round, 1, Wei.of(5), null, OptionalLong.empty(), house.millis());
    house.start(round);
    house.accounts.play(BOB, late, false);
    house.crash(round);
    house.settle();
  }

  private PayoutId withdraw(String player, long wei) {
    house.pass(5_000);
    Operation.Withdrawal asked =
        new Operation.Withdrawal(
            house.id(player),
            Wei.of(wei),
            AWAY,
            player.equals(ALICE)
                ? OptionalLong.of(house.accounts.read(player).version())
                : OptionalLong.empty(),
            house.millis());
    PayoutId id =
        new PayoutId(
            player, house.ok(player, house.accounts.withdraw(player, asked, true)).version());
    house.payouts.ask(id, wei, AWAY);
    return id;
  }

  private void adjust(String player, long wei) {
    house.pass(5_000);
    house.operators().carryOut(house.operators().propose(player, wei));
  }

  /** Stakes, profits and rounds that settings bound. */
  private void bounded() {
    house.change(
        OPEN
            + ",\"minStake\":\"10\",\"maxStake\":\"900\",\"maxProfit\":\"15000\""
            + ",\"raisedMaxStake\":\"3000\",\"rolloutPercent\":100"
            + ",\"maxProfitShareBasisPoints\":5,\"maxRoundLossShareBasisPoints\":3",
        3);
    house.pass(120_000);
    long round = house.open(crash -> crash >= 300);
    house.bet(ALICE, round, 1, 2_500, 0);
    house.bet(BOB, round, 1, 40, 0);
    house.start(round);
    house.crash(round);
    house.settle();
    house.change(OPEN + ",\"rolloutPercent\":0", 0);
    house.pass(120_000);
  }

  private void protectedPlayer() {
    protect(CAROL, limits(5_000L, null, 4_000L), 0, 0, 30);
    long first = house.open(crash -> crash < 180);
    house.bet(CAROL, first, 1, 1_000, 0);
    house.start(first);
    house.crash(first);
    house.settle();
    protect(CAROL, limits(6_000L, 20_000L, null), 1, 0, 0);
    house.pass(90_000_000);
    long second = house.open(crash -> crash >= 150);
    house.bet(CAROL, second, 2, 900, 130);
    house.start(second);
    house.crash(second);
    house.settle();
    house.pass(600_000);
    for (int i = 0; i < 6; i++) {
      house.pass(150);
      protect(CAROL, limits(6_000L, 20_000L, null), 0, 0, 10 + i);
    }
    house.pass(300);
    protect(CAROL, limits(6_000L, 20_000L, null), 0, 0, 60);
  }

  private void protect(String player, Limits limits, int coolOff, int exclude, int reminder) {
    house.ok(
        player,
        house.accounts.protect(
            player,
            new Operation.ChangePlayerLimits(
                house.id(player),
                new PlayerLimits.Change(limits, coolOff, exclude, reminder),
                house.millis()),
            true));
  }

  private static Limits limits(@Nullable Long dayStake, @Nullable Long week, @Nullable Long loss) {
    return new Limits(wei(dayStake), wei(week), wei(loss), null);
  }

  private static @Nullable Wei wei(@Nullable Long amount) {
    return amount == null ? null : Wei.of(amount);
  }

  private void afterTheNewKey() {
    long round = house.open(crash -> crash >= 200);
    house.bet(ALICE, round, 1, 600, 150);
    house.bet(BOB, round, 2, 60, 0);
    house.bet(BOB, round, 1, 30, 180);
    house.start(round);
    house.crash(round);
    house.settle();
    byBeacon();
    house.nameBankrolls();
    long named = house.open(crash -> crash >= 150 && crash < 100_000);
    house.bet(ALICE, named, 1, 500, 0);
    house.bet(BOB, named, 1, 20, 130);
    house.start(named);
    house.crash(named);
    house.settle();
    adjusted();
    reversed();
    again();
    house.settle();
    house.pass(900_000);
    house.fund("more", 5_000);
    house.deposit(ALICE, "deposit:1:0xc:N", 10);
    if (house.accounts.read(ALICE).locked().value().signum() != 0) {
      throw new AssertionError(Accounts.journalOf(ALICE) + " has open bets in the end");
    }
  }

  /** A beacon that is late, and one that nobody brings. */
  private void byBeacon() {
    house.decideByBeacon();
    long late = house.open(crash -> true);
    house.start(late, 4_000);
    house.crash(late);
    house.voided(house.open(crash -> true));
    house.settle();
  }

  /** One operator alone, two together, one whom the other stops, and an account that refuses. */
  private void adjusted() {
    house.change(OPEN + ",\"rolloutPercent\":0,\"secondOperatorAbove\":\"100\"", 0);
    house.pass(120_000);
    house.deposit(DAVE, "deposit:1:0xd:N", 1_000);
    adjust(DAVE, 60);
    String agreed = propose(DAVE, -50);
    house.operators().approve(agreed);
    house.operators().carryOut(agreed);
    house.operators().reject(propose(DAVE, 45));
    String tooMuch = propose(DAVE, -9_999);
    house.operators().approve(tooMuch);
    house.operators().carryOut(tooMuch);
    propose(DAVE, 70);
  }

  private String propose(String player, long wei) {
    house.pass(5_000);
    return house.operators().propose(player, wei);
  }

  /** A deposit is spent in part before it leaves the chain. */
  private void reversed() {
    house.deposit(DAVE, REVERSED, 500);
    withdraw(DAVE, 1_200);
    takeBack();
    house.deposit(DAVE, "deposit:1:0xf:N", 100);
    takeBack();
    house.deposit(DAVE, "deposit:1:0xf:0", 1_000);
    takeBack();
  }

  /** A second one of a player to whom much was sent before. */
  private void again() {
    PayoutId second = withdraw(ALICE, 50);
    house.ok(ALICE, house.accounts.withdrawalPaid(second.receiptKey(), house.payouts.pay(second)));
  }

  private void takeBack() {
    house.pass(1_000);
    house.accounts.takeBack(REVERSED, "indexer", "it left the chain");
  }
}
