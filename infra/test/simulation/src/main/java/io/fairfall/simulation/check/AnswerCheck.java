package io.fairfall.simulation.check;

import io.fairfall.crash.Round;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.Close;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Hold;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.simulation.dice.DiceGame;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Attempted.Outcome;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.RequestedOperation;
import io.fairfall.simulation.world.Orders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients were told against what is stored: yes is there exactly once, a final no is nowhere
 * and has a reason, an in-time cashout is never refused, and what was acknowledged before something
 * began stands before it.
 */
final class AnswerCheck {
  private final AccountPast account;
  private final Past past;
  private final RejectionCheck rejectionCheck;
  private final ViolationLog log;
  private final Map<String, AccountEntry> effects = new HashMap<>();

  AnswerCheck(AccountPast account, Past past, OperationReplay replay, ViolationLog log) {
    this.account = account;
    this.past = past;
    this.rejectionCheck = new RejectionCheck(account, replay, log);
    this.log = log;
  }

  void check() {
    for (AccountEntry entry : account.entries()) {
      String id = entry.trace().id();
      if (!id.isEmpty()) {
        AccountEntry earlier = effects.putIfAbsent(id, entry);
        log.require(earlier == null, "once", entry.version(), "has an operation twice", id, entry);
        window(entry, id);
      }
    }
    account.calls().forEach(this::check);
  }

  private void window(AccountEntry entry, String id) {
    long base = OperationId.parse(id).orElseThrow().base();
    log.require(
        entry.version() > base && entry.version() <= base + OperationId.WINDOW_SLOTS,
        "window",
        entry.version(),
        "has an operation outside of its window",
        entry);
  }

  private void check(Call call) {
    for (Attempted attempt : call.attempts()) {
      switch (attempt.outcome()) {
        case OK -> acknowledged(call, attempt);
        case NO -> refused(call, attempt);
        case UNKNOWN -> {}
      }
    }
    if (call.isRefused() && call.asked().kind().isExternal()) {
      log.require(
          account.entries().stream()
              .noneMatch(entry -> entry.note() != null && isOutside(entry, call)),
          "final no",
          0,
          "was refused for good and yet it happened",
          call);
    } else if (call.isRefused() && call.asked().kind() != RequestedOperation.Kind.CASHOUT) {
      log.require(
          effect(call).isEmpty(),
          "final no",
          effect(call).map(AccountEntry::version).orElse(0L),
          "was refused for good and yet it happened",
          call);
    }
  }

  private static boolean isOutside(AccountEntry entry, Call call) {
    return switch (entry.kind()) {
      case DEPOSIT, OPENING, WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED ->
          Outward.isEffect(entry, call.asked());
      case BET, CASHOUT, SETTLE, ADJUSTMENT, VOID, DEPOSIT_REVERSED, WITHDRAWAL, LIMITS -> false;
    };
  }

  /** The entry in which a request took effect. */
  private Optional<AccountEntry> effect(Call call) {
    Operation.RequestFingerprint fingerprint =
        Orders.of(call.asked(), 0).trace(AccountEntry.FORMAT);
    return Optional.ofNullable(effects.get(call.asked().key()))
        .filter(entry -> entry.kind() != Kind.VOID && entry.trace().equals(fingerprint));
  }

  private void acknowledged(Call call, Attempted attempt) {
    Optional<AccountEntry> entry = entry(call, attempt);
    long version = entry.map(AccountEntry::version).orElse(attempt.version());
    boolean isThere =
        switch (call.asked().kind()) {
          case BET ->
              entry.isPresent()
                  && effect(call).equals(entry)
                  && AccountBets.placed(entry.get())
                      .filter(bet -> isAsked(bet, call.asked()))
                      .isPresent();
          case ROLL ->
              entry.isPresent()
                  && effect(call).equals(entry)
                  && entry.get().placed().filter(hold -> isAsked(hold, call.asked())).isPresent();
          case ADJUSTMENT, WITHDRAWAL, LIMITS -> entry.isPresent() && effect(call).equals(entry);
          case DEPOSIT, OPENING, WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED ->
              entry.filter(found -> Outward.isEffect(found, call.asked())).isPresent();
          case CASHOUT ->
              entry
                  .flatMap(found -> AccountBets.closeOf(found, call.asked().betId()))
                  .filter(Close::isWon)
                  .isPresent();
        };
    log.require(
        isThere, "acknowledged", version, "was told yes, and that is not there", call, entry);
    if (call.asked().kind() != RequestedOperation.Kind.CASHOUT) {
      // what was acknowledged before this began is at or below what was seen then
      log.require(
          version > begun(call),
          "real-time order",
          version,
          "has an operation before one that ended before it began",
          call);
    }
    expected(call, attempt);
  }

  /** The entry that an answer names; where it names none, the one that has the deposit's key. */
  private Optional<AccountEntry> entry(Call call, Attempted attempt) {
    return attempt.version() == Attempted.UNTOLD
        ? account.entries().stream().filter(found -> isOutside(found, call)).findFirst()
        : account.entry(attempt.version());
  }

  /** The account when this was asked for the first time, by this request or by its twin. */
  private long begun(Call call) {
    return account.byKey().getOrDefault(call.asked().key(), List.of()).stream()
        .filter(twin -> isTwin(twin.asked(), call.asked()))
        .mapToLong(twin -> twin.attempts().getFirst().before().account())
        .min()
        .orElseThrow();
  }

  /** Of a payment its request has the amount, whatever the one who paid believed. */
  private static boolean isTwin(RequestedOperation one, RequestedOperation other) {
    return one.equals(other)
        || (one.kind() == RequestedOperation.Kind.WITHDRAWAL_PAID && one.kind() == other.kind());
  }

  private void expected(Call call, Attempted attempt) {
    long expected = call.asked().expectedVersion();
    log.require(
        expected < 0 || attempt.version() == expected + 1,
        "expected version",
        attempt.version(),
        "stands on another version than the client insisted on",
        call);
  }

  private static boolean isAsked(OpenBet bet, RequestedOperation requestedOperation) {
    return bet.roundId() == requestedOperation.roundId()
        && bet.seat() == requestedOperation.seat()
        && bet.stake().value().equals(requestedOperation.amount());
  }

  private static boolean isAsked(Hold hold, RequestedOperation requestedOperation) {
    DiceGame.Call call = (DiceGame.Call) hold;
    return call.decidedBy() == requestedOperation.roundId()
        && call.number() == requestedOperation.seat()
        && call.stake().value().equals(requestedOperation.amount());
  }

  private void refused(Call call, Attempted attempt) {
    log.require(
        attempt.version() >= attempt.before().account(),
        "real-time order",
        attempt.version(),
        "was refused on an account older than the request",
        call);
    if (call.asked().kind() == RequestedOperation.Kind.CASHOUT) {
      log.require(
          !isInTime(call.asked().betId(), attempt),
          "cashout in time",
          call.asked().betId(),
          "had a cashout refused that was in time",
          call);
    } else {
      rejectionCheck.check(call, attempt);
    }
  }

  /** Whether a stamp was in a flight of which the journal had told before the attempt began. */
  private boolean isInTime(long betId, Attempted attempt) {
    Optional<Round> round =
        account
            .entry(betId)
            .filter(entry -> betId <= attempt.before().account())
            .flatMap(AccountBets::placed)
            .flatMap(bet -> past.round(bet.roundId()))
            .filter(Round::isStarted)
            .filter(found -> attempt.before().game() > found.id());
    return attempt.outcome() == Outcome.NO
        && round
            .filter(
                found ->
                    attempt.stampMs() >= found.startsAt()
                        && found.crashed() != null
                        && attempt.stampMs() <= found.crashed().crashedAt())
            .isPresent();
  }
}
