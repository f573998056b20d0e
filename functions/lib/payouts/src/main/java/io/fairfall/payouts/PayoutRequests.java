package io.fairfall.payouts;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Asked;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How a withdrawal that the ledger has on record comes to the sender: into its player's list, as
 * the first entry of its payout, and into the queue. Whoever took the request does it, and whoever
 * follows the accounts' stream does it again; the second time changes nothing.
 *
 * <p>Each can throw {@link io.fairfall.journal.StoreUnavailableException}: then it is done again.
 */
public final class PayoutRequests implements WithdrawalListener {
  private final PlayerWithdrawals lists;
  private final PayoutJournal payouts;
  private final PayoutQueue queue;
  private final InstantSource clock;

  /**
   * @param journals of the table of payouts, see {@link SealedPayouts}
   */
  public PayoutRequests(
      Journals journals, AppendLoop loop, PayoutQueue queue, InstantSource clock) {
    this.lists = new PlayerWithdrawals(journals);
    this.payouts = new PayoutJournal(journals, loop);
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * As functions use it.
   *
   * @param keys that seal accounts, and payouts as well
   */
  public static PayoutRequests of(
      DynamoDbClient dynamo,
      String payoutsTable,
      String queueTable,
      MacKeySource keys,
      AppendLoop loop,
      InstantSource clock) {
    return new PayoutRequests(
        new SealedPayouts(new DynamoJournals(dynamo, payoutsTable), keys),
        loop,
        new PayoutQueue(dynamo, queueTable),
        clock);
  }

  @Override
  public void asked(PayoutId id, Wei amount, String to, long atMs) {
    Asked first = new Asked(amount, to, atMs, 0, 0);
    long nowMs = clock.millis();
    lists.put(id, nowMs);
    try {
      PayoutState ignored = payouts.ask(id, first, nowMs);
    } catch (BrokenPayoutException forged) {
      // the sender finds it in the queue, and names it
    }
    queue.put(id);
  }
}
