package io.fairfall.simulation.explore;

import io.fairfall.crash.RoundEvent;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Wei;
import io.fairfall.simulation.explore.ClientScript.Line;
import io.fairfall.simulation.explore.Scope.Step;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Attempted.Seen;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.RequestedOperation;
import io.fairfall.simulation.history.RequestedOperation.Kind;
import io.fairfall.simulation.world.Orders;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The small worlds, each around one or two mechanisms of the account protocol. */
final class Scopes {
  private static final String ALICE = "0xa";
  private static final long OPENS_AT_MS = 1_800_000_000_000L;
  private static final long CLOSES_AT_MS = OPENS_AT_MS + 6_000;
  private static final long STARTS_AT_MS = CLOSES_AT_MS + 1_000;
  private static final RoundEvent.Crashed CRASH = Scope.SECRET.reveal(STARTS_AT_MS).announcement();
  private static final RoundEvent.Opened OPENED =
      new RoundEvent.Opened(
          "chain",
          1,
          "0".repeat(64),
          OPENS_AT_MS,
          CLOSES_AT_MS,
          STARTS_AT_MS,
          Wei.of(10),
          Wei.of(100_000),
          Wei.of(1_000_000),
          1);
  private static final Step OPEN = new Step(OPENS_AT_MS, Optional.of(OPENED));
  private static final Step CLOSED = new Step(CLOSES_AT_MS, Optional.empty());
  private static final Step STARTED =
      new Step(STARTS_AT_MS + 100, Optional.of(new RoundEvent.Started(STARTS_AT_MS)));
  private static final Step STARTED_LATER = new Step(CRASH.crashedAt(), Optional.empty());
  private static final Step CRASHED = new Step(CRASH.crashedAt() + 100, Optional.of(CRASH));

  /** Places in lists of steps. */
  private static final int AT_ONCE = 0;

  private Scopes() {}

  static List<Scope> all() {
    return List.of(
        expiredKey(),
        oldKey("a key that is six entries old", 6),
        oldKey("a key that is eight entries old", 8),
        forgedHead(),
        outside(),
        together(),
        expectedVersions(),
        betCashoutSettle(),
        retryBesideAnother(),
        rememberedGame(),
        rememberedOpening(),
        aroundTheCrash(),
        lateHandler(),
        sameSeat());
  }

  private static Scope sameSeat() {
    return new Scope(
        "two tabs take one seat",
        account(1_000),
        List.of(funded(1_000)),
        List.of(OPEN, CLOSED, STARTED, CRASHED),
        1,
        List.of(
            ClientScript.of(ALICE, new Line(bet("1.aaaaaaaa", 1, -1), 2, true, true, AT_ONCE)),
            ClientScript.of(ALICE, new Line(bet("1.bbbbbbbb", 1, -1), 2, false, true, AT_ONCE))));
  }

  private static Scope retryBesideAnother() {
    return new Scope(
        "a bet is retried beside an adjustment",
        account(1_000),
        List.of(funded(1_000)),
        List.of(OPEN, CLOSED, STARTED),
        1,
        List.of(
            ClientScript.of(ALICE, new Line(bet("1.aaaaaaaa", 1, -1), 3, true, true, AT_ONCE)),
            ClientScript.of(
                ALICE,
                new Line(
                    RequestedOperation.keyed(Kind.ADJUSTMENT, ALICE, "1.bbbbbbbb", -950),
                    2,
                    true,
                    true,
                    AT_ONCE))));
  }

  private static Scope betCashoutSettle() {
    return new Scope(
        "bet, cashout and settler",
        account(1_000),
        List.of(funded(1_000)),
        List.of(OPEN, STARTED, CRASHED),
        2,
        List.of(
            ClientScript.of(
                ALICE,
                new Line(bet("1.aaaaaaaa", 1, -1), 2, true, true, AT_ONCE),
                new Line(RequestedOperation.cashout(ALICE, 2), 2, true, true, 1)),
            ClientScript.settler(ALICE)));
  }

  private static Scope expectedVersions() {
    return new Scope(
        "two bets insist on one version",
        account(1_000),
        List.of(funded(1_000)),
        List.of(OPEN, CLOSED),
        2,
        List.of(
            ClientScript.of(ALICE, new Line(bet("1.aaaaaaaa", 1, 1), 2, true, true, AT_ONCE)),
            ClientScript.of(ALICE, new Line(bet("1.bbbbbbbb", 2, 1), 2, true, true, AT_ONCE))));
  }

  private static Scope lateHandler() {
    RequestedOperation bet = bet("1.aaaaaaaa", 1, -1);
    return new Scope(
        "a first attempt outlives the second's no",
        account(50),
        List.of(funded(50)),
        List.of(OPEN, CLOSED),
        1,
        List.of(
            ClientScript.of(ALICE, new Line(bet, 1, true, false, AT_ONCE)),
            ClientScript.of(ALICE, new Line(bet, 2, false, true, AT_ONCE)),
            ClientScript.of(
                ALICE,
                new Line(
                    RequestedOperation.keyed(Kind.ADJUSTMENT, ALICE, "1.bbbbbbbb", 500),
                    1,
                    true,
                    true,
                    AT_ONCE))));
  }

  private static Scope aroundTheCrash() {
    List<Entry> stored = new ArrayList<>(account(1_000));
    List<Call> earlier = new ArrayList<>(List.of(funded(1_000)));
    happened(stored, earlier, bet("1.placed00", 1, -1));
    return new Scope(
        "cashouts around the crash and a settler",
        stored,
        earlier,
        List.of(new Step(STARTS_AT_MS, STARTED.event()), STARTED_LATER, CRASHED),
        1,
        List.of(
            ClientScript.of(
                ALICE, new Line(RequestedOperation.cashout(ALICE, 2), 2, true, true, AT_ONCE)),
            ClientScript.of(
                ALICE, new Line(RequestedOperation.cashout(ALICE, 2), 2, true, true, 1)),
            ClientScript.settler(ALICE)));
  }

  /** So many entries stand above the one whose key comes again. */
  private static Scope oldKey(String name, int newer) {
    List<Entry> stored = new ArrayList<>(account(1_000));
    List<Call> earlier = new ArrayList<>(List.of(funded(1_000)));
    RequestedOperation old = bet("1.aaaaaaaa", 1, -1);
    happened(stored, earlier, old);
    grow(stored, earlier, 2, newer);
    return new Scope(
        name,
        stored,
        earlier,
        List.of(CLOSED, STARTED),
        2,
        List.of(
            ClientScript.of(ALICE, new Line(old, 2, false, true, AT_ONCE)),
            ClientScript.of(
                ALICE, new Line(old.withAmount(BigInteger.TWO.pow(6)), 1, false, true, AT_ONCE))));
  }

  private static Scope expiredKey() {
    List<Entry> stored = new ArrayList<>(account(1_000));
    List<Call> earlier = new ArrayList<>(List.of(funded(1_000)));
    grow(stored, earlier, 1, OperationId.WINDOW_SLOTS);
    return new Scope(
        "a key whose window is full",
        stored,
        earlier,
        List.of(OPEN, CLOSED),
        1,
        List.of(
            ClientScript.of(ALICE, new Line(bet("1.aaaaaaaa", 1, -1), 2, true, true, AT_ONCE)),
            ClientScript.of(ALICE, new Line(bet("65.bbbbbbbb", 1, -1), 2, true, true, AT_ONCE))));
  }

  private static Scope forgedHead() {
    List<Entry> stored = new ArrayList<>(account(1_000));
    Entry head = stored.getLast();
    Entry forged =
        new Entry(
            head.journal(),
            head.version() + 1,
            head.type(),
            head.atMs(),
            head.body().replace("\"version\":1", "\"version\":2"),
            head.seal());
    stored.add(forged);
    return new Scope(
        "a head that somebody else wrote",
        stored,
        List.of(funded(1_000)),
        List.of(OPEN, CLOSED),
        1,
        List.of(
            ClientScript.of(ALICE, new Line(bet("2.aaaaaaaa", 1, -1), 2, true, true, AT_ONCE)),
            ClientScript.settler(ALICE)),
        List.of(forged));
  }

  /** Appends adjustments to an account. */
  private static void grow(List<Entry> stored, List<Call> earlier, int head, int count) {
    for (int i = head; i < head + count; i++) {
      happened(
          stored, earlier, RequestedOperation.keyed(Kind.ADJUSTMENT, ALICE, i + ".between0", 10));
    }
  }

  private static Scope rememberedGame() {
    Line bet =
        new Line(
            new RequestedOperation(
                Kind.BET, ALICE, "1.aaaaaaaa", 3, 1, BigInteger.valueOf(100), 0, -1, 0),
            2,
            true,
            true,
            2);
    return new Scope(
        "a handler remembers the round before",
        account(1_000),
        List.of(funded(1_000)),
        List.of(
            OPEN,
            new Step(OPENS_AT_MS, Optional.of(new RoundEvent.Voided("0".repeat(64), "explored"))),
            OPEN,
            CLOSED),
        1,
        List.of(
            ClientScript.remembering(ALICE, bet),
            ClientScript.of(ALICE, new Line(bet("1.bbbbbbbb", 1, -1), 1, true, true, AT_ONCE))));
  }

  private static Scope rememberedOpening() {
    return new Scope(
        "a handler remembers the round before its flight",
        account(1_000),
        List.of(funded(1_000)),
        List.of(OPEN, STARTED, CRASHED),
        2,
        List.of(
            ClientScript.remembering(
                ALICE,
                new Line(bet("1.aaaaaaaa", 1, -1), 1, true, true, AT_ONCE),
                new Line(RequestedOperation.cashout(ALICE, 2), 2, true, true, 1))));
  }

  private static Scope outside() {
    List<Entry> stored = new ArrayList<>(account(1_000));
    List<Call> earlier = new ArrayList<>(List.of(funded(1_000)));
    happened(stored, earlier, RequestedOperation.keyed(Kind.WITHDRAWAL, ALICE, "1.withdraw", 100));
    String withdrawal = "withdrawal:" + ALICE + ":2";
    RequestedOperation deposit = deposit("0x1", 70);
    return new Scope(
        "a deposit comes twice; paid or refunded",
        stored,
        earlier,
        List.of(OPEN),
        2,
        List.of(
            ClientScript.of(
                ALICE,
                new Line(deposit, 2, true, true, AT_ONCE),
                new Line(
                    RequestedOperation.keyed(Kind.WITHDRAWAL_PAID, ALICE, withdrawal, 100),
                    1,
                    true,
                    true,
                    AT_ONCE)),
            ClientScript.of(
                ALICE,
                new Line(deposit, 1, true, true, AT_ONCE),
                new Line(
                    RequestedOperation.keyed(Kind.WITHDRAWAL_REFUNDED, ALICE, withdrawal, 100),
                    1,
                    true,
                    true,
                    AT_ONCE))));
  }

  private static Scope together() {
    Line first = new Line(deposit("0x1", 70), 1, true, true, AT_ONCE);
    Line second = new Line(deposit("0x2", 30), 1, true, true, AT_ONCE);
    return new Scope(
        "deposits together, one by itself and a bet",
        account(1_000),
        List.of(funded(1_000)),
        List.of(OPEN),
        1,
        List.of(
            ClientScript.together(ALICE, first, second),
            ClientScript.of(ALICE, second),
            ClientScript.of(ALICE, new Line(bet("1.aaaaaaaa", 1, -1), 1, true, true, AT_ONCE))));
  }

  private static RequestedOperation deposit(String hash, long amount) {
    return RequestedOperation.keyed(Kind.DEPOSIT, ALICE, "deposit:1:" + hash + ":N", amount);
  }

  private static RequestedOperation bet(String key, int seat, long expected) {
    return new RequestedOperation(
        Kind.BET, ALICE, key, 1, seat, BigInteger.valueOf(100), 0, expected, 0);
  }

  /** An account with some money in it, before the first round. */
  private static List<Entry> account(long available) {
    List<Entry> stored = new ArrayList<>();
    happened(
        stored,
        new ArrayList<>(),
        RequestedOperation.keyed(Kind.ADJUSTMENT, ALICE, "0.funded00", available));
    return stored;
  }

  private static Call funded(long available) {
    Call call = new Call(RequestedOperation.keyed(Kind.ADJUSTMENT, ALICE, "0.funded00", available));
    Seen nothing = new Seen(0, 0, 0);
    call.attempt(true, OPENS_AT_MS, nothing).ok(1, nothing, OPENS_AT_MS);
    return call;
  }

  /** Lets a request happen, as if long ago. */
  private static void happened(
      List<Entry> stored, List<Call> earlier, RequestedOperation operation) {
    MemoryJournals journals = new MemoryJournals();
    stored.forEach(journals::append);
    Accounts accounts = Scope.accounts(journals, OPENS_AT_MS);
    Answer answer =
        switch (operation.kind()) {
          case BET -> {
            if (journals.head("game").isEmpty()) {
              Entry opened =
                  new Entry("game", 1, OPENED.type(), OPENS_AT_MS, JsonCodec.write(OPENED));
              journals.append(opened);
              stored.add(opened);
            }
            yield accounts.play(ALICE, Orders.bet(operation, OPENS_AT_MS), true);
          }
          case WITHDRAWAL ->
              accounts.withdraw(ALICE, Orders.withdrawal(operation, OPENS_AT_MS), true);
          default -> accounts.adjust(ALICE, Orders.adjustment(operation), true);
        };
    if (!(answer instanceof Answer.Ok ok)) {
      throw new IllegalStateException(operation + " did not happen: " + answer);
    }
    stored.addAll(
        journals.range(Accounts.journalOf(ALICE), ok.entry().version(), ok.entry().version()));
    if (operation.kind() == Kind.WITHDRAWAL) {
      String receipt = "external:withdrawal:" + ALICE + ":" + ok.entry().version();
      stored.addAll(journals.range(receipt, 1, 1));
    }
    Call call = new Call(operation);
    Seen before = new Seen(ok.entry().version() - 1, 0, 0);
    Attempted attempt = call.attempt(true, OPENS_AT_MS, before);
    attempt.ok(ok.entry().version(), new Seen(ok.entry().version(), 0, 0), OPENS_AT_MS);
    earlier.add(call);
  }
}
