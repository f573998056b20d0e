package io.fairfall.audit.check;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.ledger.Replay;
import io.fairfall.payouts.PayoutId;
import java.util.function.Consumer;

/**
 * What the accounts of one segment are checked with, by one thread.
 *
 * @param clocks whether entries were written in time
 * @param checkpoints where accounts that are in order are marked
 * @param facts who is told of the facts in accounts
 * @param payouts who is told of the payouts that entries ask for or end
 */
public record AccountTools(
    Replay replay,
    GameJournal game,
    Timeliness clocks,
    ReceiptCheck receipts,
    InOrder checkpoints,
    Told facts,
    Consumer<PayoutId> payouts) {

  /** Takes note of a fact. */
  @FunctionalInterface
  public interface Told {
    void told(AccountProjector.InRound fact);
  }
}
