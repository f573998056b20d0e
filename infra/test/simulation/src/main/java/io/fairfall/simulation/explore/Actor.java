package io.fairfall.simulation.explore;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Bounds;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.money.Wei;
import io.fairfall.resilience.BoundListener;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Attempted.Seen;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.RequestedOperation;
import io.fairfall.simulation.world.Keys;
import io.fairfall.simulation.world.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A client with its handlers: the script played with the ledger's real code, as far as it gets. */
final class Actor {
  /** Every search goes behind its first read, and one head is remembered. */
  private static final Bounds BOUNDS = new Bounds(1, 1, 1, 10, 40, 1, 1, BoundListener.NONE);

  private final ClientScript script;
  private final Rehearsal rehearsal;
  private final GameJournal remembered;
  private final List<Call> calls = new ArrayList<>();

  private Actor(ClientScript script, List<Observed> observed) {
    this.script = script;
    this.rehearsal = new Rehearsal(observed);
    this.remembered = game();
  }

  private GameJournal game() {
    return new GameJournal(rehearsal.journals(Ask.Journal.EVENTS));
  }

  /** A handler for one attempt: it remembers the game only where the script is about that. */
  private Accounts handler() {
    return new Accounts(
        new LedgerPorts(
            rehearsal.journals(Ask.Journal.ACCOUNTS),
            new CrashGame(
                script.way() == ClientScript.Way.REMEMBERING ? remembered : game(),
                rehearsal::secret),
            new SettingsJournal(rehearsal.journals(Ask.Journal.EVENTS), rehearsal),
            () -> Keys.ALL),
        BOUNDS,
        rehearsal,
        () -> new SplittableRandom(1),
        ms -> {});
  }

  /**
   * How far it got.
   *
   * @param ask what it waits for; none at its end
   * @param failure what no handler should throw, or empty
   */
  record Reached(List<Ask> ask, List<Call> calls, String failure) {}

  /** Plays the script with what was observed so far. */
  static Reached play(ClientScript script, List<Observed> observed) {
    Actor process = new Actor(script, observed);
    try {
      process.run();
      return new Reached(List.of(), process.calls, "");
    } catch (Rehearsal.Halt halt) {
      return new Reached(List.of(halt.ask()), process.calls, "");
    } catch (RuntimeException mistake) {
      return new Reached(List.of(), process.calls, mistake.toString());
    }
  }

  private void run() {
    if (script.way() == ClientScript.Way.REMEMBERING) {
      try {
        remembered.latest();
      } catch (StoreUnavailableException unanswered) {
        // then it remembers nothing
      }
    }
    if (script.way() == ClientScript.Way.TOGETHER) {
      together();
      return;
    }
    if (script.lines().isEmpty()) {
      settle();
    }
    for (ClientScript.Line line : script.lines()) {
      ask(line);
    }
  }

  private void settle() {
    try {
      handler().settle(script.player());
    } catch (StoreUnavailableException | AccountContendedException unknown) {
      // another settler will
    }
  }

  private void together() {
    rehearsal.send(script.lines().getFirst().fromStep());
    Accounts handler = handler();
    script.lines().forEach(line -> calls.add(new Call(line.asked())));
    List<Attempted> attempts = calls.stream().map(call -> attempt(call, true)).toList();
    if (areCredited(handler)) {
      for (Attempted attempt : attempts) {
        attempt.ok(Attempted.UNTOLD, Seen.EVERYTHING, rehearsal.millis());
      }
      return;
    }
    for (Call call : calls) {
      isAnswered(handler, call.asked(), attempt(call, false));
    }
  }

  private boolean areCredited(Accounts handler) {
    try {
      return handler.depositTogether(
          calls.stream()
              .map(Call::asked)
              .map(one -> new Accounts.Credit(one.player(), Orders.deposit(one)))
              .toList());
    } catch (StoreUnavailableException unknown) {
      return false;
    }
  }

  private Attempted attempt(Call call, boolean claimsFirst) {
    return call.attempt(claimsFirst, rehearsal.millis(), rehearsal.seen());
  }

  private void ask(ClientScript.Line line) {
    Call call = new Call(line.asked());
    long stampMs = 0;
    for (int i = 0; i < line.attempts(); i++) {
      rehearsal.send(line.fromStep());
      // a cashout's first stamp comes back with the 503
      boolean isStamped = stampMs > 0 && line.asked().kind() == RequestedOperation.Kind.CASHOUT;
      stampMs = isStamped ? stampMs : rehearsal.millis();
      Attempted attempt = call.attempt(line.claimsFirst() && i == 0, stampMs, rehearsal.seen());
      if (i == 0) {
        calls.add(call);
      }
      if (!line.waits()) {
        attempt.abandon();
      }
      if (isAnswered(handler(), line.asked(), attempt)) {
        return;
      }
    }
  }

  private boolean isAnswered(Accounts handler, RequestedOperation operation, Attempted attempt) {
    try {
      switch (answer(handler, operation, attempt.claimsFirst(), attempt.stampMs())) {
        case Answer.Ok ok -> attempt.ok(ok.entry().version(), Seen.EVERYTHING, rehearsal.millis());
        case Answer.No no ->
            attempt.no(
                no.rejection().name(), no.account().version(), Seen.EVERYTHING, rehearsal.millis());
        case Answer.RateLimited hurried -> {}
        case Answer.Nothing nothing -> throw new IllegalStateException("nothing is no answer");
      }
      return true;
    } catch (StoreUnavailableException | AccountContendedException unknown) {
      return false;
    }
  }

  /** Asks a ledger for something. */
  static Answer answer(
      Accounts accounts, RequestedOperation operation, boolean first, long stampMs) {
    String player = operation.player();
    return switch (operation.kind()) {
      case BET -> accounts.play(player, Orders.bet(operation, stampMs), first);
      case CASHOUT -> accounts.play(player, Orders.cashout(operation, stampMs), true);
      case ROLL -> throw new IllegalArgumentException("scopes are of the crash game");
      case ADJUSTMENT -> accounts.adjust(player, Orders.adjustment(operation), first);
      case WITHDRAWAL -> accounts.withdraw(player, Orders.withdrawal(operation, stampMs), first);
      case LIMITS -> accounts.protect(player, Orders.protect(operation, stampMs), first);
      case DEPOSIT -> accounts.deposit(player, Orders.deposit(operation));
      case OPENING -> accounts.open(player, new Wei(operation.amount()));
      case WITHDRAWAL_PAID -> accounts.withdrawalPaid(operation.key(), Orders.TRANSACTION);
      case WITHDRAWAL_REFUNDED -> accounts.withdrawalRefunded(operation.key(), Orders.REASON);
    };
  }
}
