package io.fairfall.simulation.check;

import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Replay;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.world.Keys;
import io.fairfall.simulation.world.Orders;
import java.util.List;

/**
 * Every entry is sealed, somebody asked for it, and it is what the rules make of the request on the
 * entry before, with the facts that it records.
 */
final class Replayed {
  private static final String CHECK = "replay of the rules";

  private final AccountPast account;
  private final Past past;
  private final ViolationLog log;

  Replayed(AccountPast account, Past past, ViolationLog log) {
    this.account = account;
    this.past = past;
    this.log = log;
  }

  void check() {
    Replay replay = new Replay(past.sources(), past.bounds());
    Account before = Account.EMPTY;
    String seal = MacChain.NONE;
    for (int i = 0; i < account.entries().size(); i++) {
      AccountEntry entry = account.entries().get(i);
      try {
        before = replay.step(account.player(), before, entry);
      } catch (Replay.MismatchException | IllegalStateException mismatch) {
        log.require(false, CHECK, entry.version(), "has a wrong entry", mismatch);
        return;
      }
      log.require(
          isAsked(entry), "asked for", entry.version(), "has an entry of nobody's wish", entry);
      sealed(account.stored().get(i), seal);
      seal = account.stored().get(i).seal();
    }
  }

  private void sealed(Entry entry, String previousSeal) {
    try {
      MacChain.verify(entry, previousSeal, Keys.ALL);
    } catch (MacMismatchException broken) {
      log.require(false, "seals", entry.version(), "has a broken seal", broken);
    }
  }

  private boolean isAsked(AccountEntry entry) {
    return switch (entry.kind()) {
      // whose deposit it is, and how much of it, is Reversals' to say
      case SETTLE, DEPOSIT_REVERSED -> true;
      case CASHOUT ->
          entry.own() != null
              && account.byBet().getOrDefault(entry.own().holdId(), List.of()).stream()
                  .anyMatch(call -> isStamped(call, entry.stampMs()));
      case BET, WITHDRAWAL, LIMITS ->
          calls(entry).stream().anyMatch(call -> isStamped(call, entry.stampMs()));
      case ADJUSTMENT -> !calls(entry).isEmpty();
      // also of a first attempt: of two sendings of its put, one may have met a transaction
      case VOID -> !entry.trace().id().isEmpty() && !calls(entry).isEmpty();
      case DEPOSIT, OPENING, WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED ->
          entry.note() != null
              && account.byKey().getOrDefault(Outward.keyOf(entry), List.of()).stream()
                  .anyMatch(call -> Outward.isEffect(entry, call.asked()));
    };
  }

  /** The requests that an entry's key and hash belong to. */
  private List<Call> calls(AccountEntry entry) {
    return account.byKey().getOrDefault(entry.trace().id(), List.of()).stream()
        .filter(call -> Orders.of(call.asked(), 0).trace(AccountEntry.FORMAT).equals(entry.trace()))
        .toList();
  }

  private static boolean isStamped(Call call, long stampMs) {
    return call.attempts().stream().map(Attempted::stampMs).anyMatch(stamp -> stamp == stampMs);
  }
}
