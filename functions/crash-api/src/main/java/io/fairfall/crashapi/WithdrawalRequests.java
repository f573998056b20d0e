package io.fairfall.crashapi;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.payouts.BrokenPayoutException;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.PayoutRequests;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PlayerWithdrawals;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import io.fairfall.platform.Log;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Players' withdrawals as they stand: what the ledger has on record, and what the sender has done.
 */
final class WithdrawalRequests {
  private static final long FIRST = 1;
  private static final long LAST = 2;

  private final Journals accounts;
  private final PayoutJournal payouts;
  private final PayoutQueue queue;
  private final PlayerWithdrawals index;
  private final PayoutRequests requests;
  private final Runnable wakeSender;
  private final InstantSource clock;

  /**
   * @param wakeSender has the sender look at its queue now; it does so every minute anyway
   */
  WithdrawalRequests(
      Journals accounts,
      Journals payouts,
      PayoutQueue queue,
      Runnable wakeSender,
      InstantSource clock) {
    AppendLoop loop = AppendLoop.inRealTime();
    this.accounts = accounts;
    this.payouts = new PayoutJournal(payouts, loop);
    this.queue = queue;
    this.index = new PlayerWithdrawals(payouts);
    this.requests = new PayoutRequests(payouts, loop, queue, clock);
    this.wakeSender = wakeSender;
    this.clock = clock;
  }

  static WithdrawalRequests of(
      Environment environment,
      DynamoDbClient dynamo,
      MacKeySource keys,
      LambdaInvoker invoker,
      InstantSource clock) {
    String sender = environment.require("WITHDRAWALS_FUNCTION");
    return new WithdrawalRequests(
        new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")),
        new SealedPayouts(new DynamoJournals(dynamo, environment.require("PAYOUTS_TABLE")), keys),
        new PayoutQueue(dynamo, environment.require("PAYOUT_QUEUE_TABLE")),
        () -> invoker.invokeAsync(sender, Map.of("wake", "play")),
        clock);
  }

  /** One withdrawal; empty if the account has no such entry. */
  Optional<WithdrawalView> find(PayoutId id) {
    List<Entry> receipts = accounts.range(ExternalReceipts.journalOf(id.receiptKey()), FIRST, LAST);
    if (receipts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        receipts.size() > 1
            ? WithdrawalView.ended(id, receipts.getFirst(), receipts.getLast())
            : open(id, receipts.getFirst()));
  }

  private WithdrawalView open(PayoutId id, Entry asked) {
    return WithdrawalView.open(id, asked, read(id), queue.find(id).orElse(null), clock.millis());
  }

  /** What somebody else wrote there is not shown: the sender does nothing on it either. */
  private PayoutState read(PayoutId id) {
    try {
      return payouts.read(id);
    } catch (BrokenPayoutException broken) {
      Log.failure("withdrawal_not_readable", broken, Map.of("withdrawal", id.text()));
      return PayoutState.none(id);
    }
  }

  /** A player's withdrawals below a version of the account, newest first. */
  List<PayoutId> latest(String player, long before, int limit) {
    return index.latest(player, before, limit);
  }

  /**
   * Has the sender look at a withdrawal, and the player find it. It is on record already, and the
   * projector does this again: where the store does not answer, that is soon enough.
   */
  void announce(PayoutId id, WithdrawalView view) {
    try {
      requests.asked(id, view.amount(), view.to(), view.askedAt());
      wakeSender.run();
    } catch (StoreUnavailableException unanswered) {
      Log.failure("withdrawal_not_announced", unanswered, Map.of("withdrawal", id.text()));
    }
  }
}
