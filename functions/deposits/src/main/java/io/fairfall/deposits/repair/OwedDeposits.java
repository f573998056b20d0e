package io.fairfall.deposits.repair;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.Owing;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.DepositReversals.Reversed;
import io.fairfall.platform.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deposits that left the chain and are not taken back whole: with each invocation of the indexer
 * some of them are looked at, and what their players have by now is taken. Stopped anywhere and
 * repeated by anybody, no deposit is taken more than once: the ledger counts.
 */
public final class OwedDeposits {
  /** So many are looked at in one invocation; those that still owe are looked at again in turn. */
  static final int MAX_PER_INVOCATION = 20;

  private final DepositsContext context;

  public OwedDeposits(DepositsContext context) {
    this.context = context;
  }

  /**
   * Takes what there is of the next of them.
   *
   * @return the cursor without those of which nothing is owed any more; the same one if nothing
   *     changed
   */
  public Cursor takeSome(Cursor cursor) {
    List<Owing> all = cursor.owing();
    int some = Math.min(all.size(), MAX_PER_INVOCATION);
    List<Owing> next = new ArrayList<>(all.subList(some, all.size()));
    for (Owing one : all.subList(0, some)) {
      if (isOwedStill(one)) {
        next.add(one);
      }
    }
    return next.equals(all) ? cursor : new CursorChange(cursor).owed(next).made();
  }

  /** One account that does not answer holds up nobody else. */
  private boolean isOwedStill(Owing one) {
    try {
      return take(one).filter(reversed -> !reversed.owed().isZero()).isPresent();
    } catch (StoreUnavailableException | AccountContendedException unknown) {
      Log.failure("owed_deposit_not_looked_at", unknown, facts(one));
    } catch (MacMismatchException forged) {
      Log.failure("owed_deposit_on_a_mac_mismatch", forged, facts(one));
    }
    return true;
  }

  private static Map<String, Object> facts(Owing one) {
    return Map.of("key", one.transfer().key(), "player", one.player());
  }

  /**
   * Takes what there is of one of them, and tells its player how much of it is taken by now.
   *
   * @return how it stands; nothing if it was never credited
   */
  Optional<Reversed> take(Owing one) {
    String key = one.transfer().key();
    Optional<Reversed> before = context.accounts().reversed(key);
    Optional<Reversed> after = context.accounts().takeBack(key, one.by(), one.reason());
    after.ifPresent(
        reversed -> {
          context.telling().reversed(reversed.player(), one.transfer(), reversed.taken());
          if (!after.equals(before)) {
            Log.info(
                "deposit_taken_back",
                Map.of(
                    "key", key,
                    "player", reversed.player(),
                    "taken", reversed.taken().toString(),
                    "owed", reversed.owed().toString()));
          }
        });
    return after;
  }
}
