package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Hold;
import io.fairfall.ledger.Legs;
import io.fairfall.ledger.LimitUsage;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.ledger.Release;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What an operation costs, as DynamoDB itself meters it. */
@Tag("integration")
class EntryCostTest {
  private static final int ATTRIBUTE_NAMES_AND_NUMBERS_BYTES = 64;
  private static final long STAMP_MS = 1_800_000_000_000L;

  @Test
  void aBetAndACashoutTakeTwoRoundTripsAndOneWriteUnitEach() {
    Meter meter = new Meter();
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        DynamoDbClient metered = meter.client(dynamo)) {
      dynamo.createJournalTable("accounts");
      dynamo.createJournalTable("events");
      CrashFixture house =
          new CrashFixture(
              new DynamoJournals(metered, "accounts"),
              new DynamoJournals(dynamo.client(), "events"),
              1);
      long first = house.open(300);
      house.fund(ALICE, 1_000_000);
      house.place(ALICE, first, 1, 10); // from here on the instance remembers the round
      meter.reset();
      long bet = ok(house.accounts.play(ALICE, house.bet(2, first, 2, 10), true)).version();
      expect(meter, "bet");
      house.start(first);
      house.pass(1_000);
      ok(house.accounts.play(ALICE, new Cashout(2, house.millis()), true));
      meter.reset();
      ok(house.accounts.play(ALICE, new Cashout(bet, house.millis()), true));
      expect(meter, "cashout");
    }
  }

  @Test
  void aLossOfAPlayerWhoPlaysOnTakesNothingOfItsOwnAndADepositFourWriteUnits() {
    Meter meter = new Meter();
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        DynamoDbClient metered = meter.client(dynamo)) {
      dynamo.createJournalTable("accounts");
      dynamo.createJournalTable("events");
      CrashFixture house =
          new CrashFixture(
              new DynamoJournals(metered, "accounts"),
              new DynamoJournals(dynamo.client(), "events"),
              1);
      long first = house.open(150);
      house.fund(ALICE, 1_000_000);
      house.place(ALICE, first, 1, 10);
      house.start(first);
      house.crash(first);
      long second = house.open(150);
      Bet next = house.bet(2, second, 1, 10);
      meter.reset();
      AccountEntry entry = ok(house.accounts.play(ALICE, next, true));
      expect(meter, "bet that closes a loss");
      assertEquals(Close.Result.LOST, AccountBets.closes(entry).getFirst().result());
      meter.reset();
      ok(house.accounts.deposit(ALICE, new Operation.Deposit("deposit:1:0xaa:N", Wei.of(5))));
      meter.print("deposit");
      assertEquals(2, meter.roundTrips());
      assertEquals(4.0, meter.writeUnits());
    }
  }

  private static void expect(Meter meter, String operation) {
    meter.print(operation);
    assertEquals(2, meter.roundTrips(), operation);
    assertEquals(1.0, meter.writeUnits(), operation);
  }

  @Test
  void theFullestEntryThatABusyPlayerMakesIsUnderOneKilobyte() {
    Wei balance = Wei.ofEther(1_000_000);
    int opening = bytes(fullest(Wei.ofEther(1), balance, PlayerLimits.NONE));
    int closing = bytes(afterClosing(fullest(Wei.ofEther(1), balance, PlayerLimits.NONE)));
    System.out.printf(
        "a bet's entry: %d bytes with 4 open, %d after closing 4%n", opening, closing);
    assertTrue(opening < 1_024 && closing < 1_024, opening + " and " + closing + " bytes");
  }

  @Test
  void theLargestLegalEntryIsPinned() {
    Wei all = Wei.ofEther(120_000_000); // more ether than there is
    Limits limits = new Limits(all, all, all, all);
    PlayerLimits everything =
        new PlayerLimits(
            limits,
            new PlayerLimits.Raise(limits, STAMP_MS),
            STAMP_MS,
            STAMP_MS,
            240,
            new LimitUsage(20_833, all, all.value().negate(), all, all.value().negate()));
    AccountEntry fullest = fullest(all, all, everything);
    int bytes = Math.max(bytes(fullest), bytes(afterClosing(fullest)));
    System.out.println("largest legal entry: " + bytes + " bytes");
    assertEquals(1_427, bytes);
  }

  /** A bet with every list full, as DynamoDB counts it. */
  private static int bytes(AccountEntry entry) {
    String journal = Accounts.journalOf("0x" + "f".repeat(40));
    Entry plain = BetEntryCodec.INSTANCE.write(journal, entry, STAMP_MS);
    Entry stored = MacChain.seal(plain, MacChain.NONE, CrashFixture.KEYS.signingAt(STAMP_MS));
    assertEquals(entry, BetEntryCodec.INSTANCE.read(stored));
    return ATTRIBUTE_NAMES_AND_NUMBERS_BYTES
        + stored.journal().length()
        + stored.type().length()
        + stored.seal().length()
        + stored.body().getBytes(StandardCharsets.UTF_8).length;
  }

  /** The same account's entry if the four bets had just been won and the next one is placed. */
  private static AccountEntry afterClosing(AccountEntry full) {
    Account after = full.after();
    OpenBet bet = AccountBets.of(after).getFirst();
    return new AccountEntry(
        AccountEntry.FORMAT,
        full.kind(),
        full.trace(),
        full.stampMs(),
        full.legs(),
        null,
        AccountBets.of(after).stream()
            .<Release>map(open -> Close.paid(open, Close.Result.AUTO, open.target()))
            .toList(),
        null,
        new Account(
            after.version(),
            after.available(),
            bet.stake(),
            List.of(bet),
            after.state(),
            after.recent(),
            after.gameVersion(),
            after.settingsVersion(),
            after.protection()));
  }

  private static AccountEntry fullest(Wei stake, Wei available, PlayerLimits protection) {
    Operation.RequestFingerprint trace =
        new Bet(
                OperationId.parse("1000000.0123456789abcdefABCDEF").orElseThrow(),
                30_000_000,
                1,
                stake,
                null,
                OptionalLong.empty(),
                STAMP_MS)
            .trace(AccountEntry.FORMAT);
    List<Hold> bets =
        IntStream.range(0, Account.MAX_HOLDS)
            .<Hold>mapToObj(
                i ->
                    new OpenBet(
                        1_000_000 + i,
                        30_000_000,
                        1,
                        stake,
                        new Multiplier(1_000_000),
                        new Multiplier(1_000_000)))
            .toList();
    Account after =
        new Account(
            1_000_004,
            available,
            Wei.ZERO.plus(stake).plus(stake).plus(stake).plus(stake),
            bets,
            new Seats(30_000_000, 3),
            Collections.nCopies(
                Account.MAX_RECENT_OPERATIONS, new Account.Recent(trace.idDigest(), STAMP_MS)),
            30_000_000,
            1_000,
            protection);
    return new AccountEntry(
        AccountEntry.FORMAT,
        AccountEntry.Kind.BET,
        trace,
        STAMP_MS,
        new Legs(stake.value().negate(), stake.value(), BigInteger.ZERO, BigInteger.ZERO),
        null,
        List.of(),
        null,
        after);
  }
}
