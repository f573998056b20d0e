package io.fairfall.simulation.check;

import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Decision;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Attempted.Seen;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.world.Orders;

/**
 * A refusal must have been right at some instant between the request and its answer: there must be
 * a version of the account and of the game in between on which the rules refuse for this reason.
 */
final class RejectionCheck {
  private static final String CHECK = "reason of a no";

  private final AccountPast account;
  private final OperationReplay replay;
  private final ViolationLog log;

  RejectionCheck(AccountPast account, OperationReplay replay, ViolationLog log) {
    this.account = account;
    this.replay = replay;
    this.log = log;
  }

  void check(Call call, Attempted attempt) {
    String rejection = attempt.rejection();
    boolean isJustified =
        switch (rejection) {
          case "ALREADY_FINAL" -> isOtherwiseFinal(call);
          case "IDEMPOTENCY_MISMATCH" ->
              call.asked().kind().isExternal() ? isOtherwiseFinal(call) : isUsedOtherwise(call);
          case "NOT_FOUND" -> isNoWithdrawal(call, attempt);
          case "KEY_EXPIRED" -> last(attempt) >= base(call) + OperationId.WINDOW_SLOTS;
          case "VERSION_CONFLICT" ->
              first(attempt) != last(attempt)
                  || first(attempt) != call.asked().expectedVersion()
                  || isVoid(call, rejection);
          case "VALIDATION" ->
              isAhead(call, attempt)
                  || isVoid(call, rejection)
                  || isDecided(call, attempt, rejection);
          default -> isVoid(call, rejection) || isDecided(call, attempt, rejection);
        };
    log.require(isJustified, CHECK, attempt.version(), "was refused without a reason", call);
  }

  private boolean isDecided(Call call, Attempted attempt, String rejection) {
    Operation operation = Orders.of(call.asked(), attempt.stampMs());
    for (long at = first(attempt); at <= last(attempt); at++) {
      Account head = account.at(at);
      Seen from = attempt.before();
      Seen to = replay.latest(attempt.after());
      for (long game = Math.max(from.game(), head.gameVersion()); game <= to.game(); game++) {
        for (long settings = Math.max(from.settings(), head.settingsVersion());
            settings <= to.settings();
            settings++) {
          Seen seen = new Seen(at, game, settings);
          if (isRejected(replay.decide(operation, seen, attempt.clockMs()), rejection)
              || isRejected(replay.decide(operation, seen, attempt.stampMs()), rejection)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isRejected(Decision decision, String rejection) {
    return decision instanceof Decision.Rejected rejected
        && rejected.rejection().name().equals(rejection);
  }

  /** Whether something else has the key of what was brought from outside. */
  private boolean isOtherwiseFinal(Call call) {
    return account.entries().stream()
        .filter(entry -> entry.note() != null && Outward.keyOf(entry).equals(call.asked().key()))
        .anyMatch(entry -> !Outward.isEffect(entry, call.asked()));
  }

  /** Whether an earlier attempt's refusal was written down. */
  private boolean isVoid(Call call, String rejection) {
    return account.entries().stream()
        .filter(entry -> entry.kind() == Kind.VOID)
        .filter(entry -> entry.trace().id().equals(call.asked().key()))
        .anyMatch(entry -> rejection.equals(entry.note()));
  }

  /** Whether the account had come to the version that a withdrawal's key names, and it is none. */
  private boolean isNoWithdrawal(Call call, Attempted attempt) {
    String key = call.asked().key();
    long version = Long.parseLong(key.substring(key.lastIndexOf(':') + 1));
    return version <= last(attempt)
        && account.entry(version).filter(entry -> entry.kind() == Kind.WITHDRAWAL).isEmpty();
  }

  private boolean isUsedOtherwise(Call call) {
    Operation.RequestFingerprint fingerprint =
        Orders.of(call.asked(), 0).trace(AccountEntry.FORMAT);
    return account.entries().stream()
        .map(AccountEntry::trace)
        .anyMatch(found -> found.id().equals(fingerprint.id()) && !found.equals(fingerprint));
  }

  /** Whether the key names a version that the account had not come to when it was asked. */
  private static boolean isAhead(Call call, Attempted attempt) {
    return !call.asked().key().isEmpty()
        && !call.asked().kind().isExternal()
        && base(call) > first(attempt);
  }

  private static long base(Call call) {
    return OperationId.parse(call.asked().key()).orElseThrow().base();
  }

  private static long first(Attempted attempt) {
    return attempt.before().account();
  }

  private long last(Attempted attempt) {
    return Math.min(attempt.after().account(), account.head());
  }
}
