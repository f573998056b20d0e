package io.fairfall.payouts;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
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
   * @param journals of the table of payouts
   */
  public PayoutRequests(
      Journals journals, AppendLoop loop, PayoutQueue queue, InstantSource clock) {
    this.lists = new PlayerWithdrawals(journals);
    this.payouts = new PayoutJournal(journals, loop);
    this.queue = queue;
    this.clock = clock;
  }

  /** As functions use it. */
  public static PayoutRequests of(
      DynamoDbClient dynamo,
      String payoutsTable,
      String queueTable,
      AppendLoop loop,
      InstantSource clock) {
    return new PayoutRequests(
        new DynamoJournals(dynamo, payoutsTable), loop, new PayoutQueue(dynamo, queueTable), clock);
  }

  @Override
  public void asked(PayoutId id, Wei amount, String to, long atMs) {
    Asked first = new Asked(amount, to, atMs, 0, 0);
    long nowMs = clock.millis();
    lists.put(id, nowMs);
    payouts.ask(id, first, nowMs);
    queue.put(id);
  }
}
