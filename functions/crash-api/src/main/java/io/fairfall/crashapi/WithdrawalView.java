package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutHalt;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutQueue.Progress;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.Step;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A withdrawal as its player sees it. Instants are milliseconds since 1970.
 *
 * @param fee what of the amount is not sent; the house pays for gas
 * @param status the word for how it stands, as the API's document has them
 * @param reason of a held or refunded one
 * @param until of a held one whose instant is known
 * @param hash of the transaction that was sent last, or that paid it
 * @param confirmations of a confirming one, of which it needs {@code needed}
 * @param endedAt of a final one, when the account was told
 */
@Json
record WithdrawalView(
    String withdrawalId,
    Wei amount,
    Wei fee,
    String to,
    long askedAt,
    String status,
    @Nullable String reason,
    @Nullable Long until,
    @Nullable String hash,
    @Nullable Integer confirmations,
    @Nullable Integer needed,
    @Nullable Long endedAt) {
  /** The house pays for gas. */
  static final Wei FEE = Wei.ZERO;

  private static final String CANCELLING = "cancelling";

  /** What keeps one that has no nonce waiting, in the words that the sender notes. */
  private static final Set<String> HOLDS =
      Stream.concat(
              Stream.of(
                  Step.Reason.HELD,
                  Step.Reason.APPROVAL,
                  Step.Reason.AFTER_DEPOSIT,
                  Step.Reason.DAY_LIMIT,
                  Step.Reason.MONTH_LIMIT,
                  Step.Reason.MANY_WITHDRAWALS,
                  Step.Reason.UNKNOWN,
                  Step.Reason.FEE_BUDGET),
              Arrays.stream(PayoutHalt.values()))
          .map(reason -> ((Enum<?>) reason).name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  /** How it stands. */
  private enum Status {
    REQUESTED,
    HELD,
    QUEUED,
    SENT,
    CONFIRMING,
    PAID,
    REFUNDED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the account was told its end. */
  boolean hasEnded() {
    return endedAt != null;
  }

  /**
   * One that has ended, by both slots of its receipt.
   *
   * @param asked slot 1
   * @param ended slot 2
   */
  static WithdrawalView ended(PayoutId id, Entry asked, Entry ended) {
    ExternalReceipts.Receipt end = ExternalReceipts.read(ended);
    boolean isPaid = end.kind().equals(AccountEntry.Kind.WITHDRAWAL_PAID.word());
    Built built = new Built(id, asked);
    built.endedAt = ended.atMs();
    if (isPaid) {
      built.hash = end.detail();
    } else {
      built.reason = end.detail();
    }
    return built.is(isPaid ? Status.PAID : Status.REFUNDED);
  }

  /**
   * One that the account has not been told the end of.
   *
   * @param asked slot 1 of its receipt
   * @param payout as its journal has it
   * @param progress what the sender noted last, or null
   */
  static WithdrawalView open(
      PayoutId id, Entry asked, PayoutState payout, @Nullable Progress progress, long nowMs) {
    Built built = new Built(id, asked);
    PayoutEvent.Asked first = payout.asked();
    if (first == null) {
      return built.is(Status.REQUESTED);
    }
    if (payout.end() != null) {
      return built.decided(payout.end());
    }
    if (payout.assigned() != null) {
      return built.onItsWay(payout, progress);
    }
    if (payout.approvalsMissing() > 0) {
      return built.held(Step.Reason.APPROVAL.word());
    }
    if (nowMs < first.notBefore()) {
      built.until = first.notBefore();
      return built.held(Step.Reason.HELD.word());
    }
    if (progress == null) {
      return built.is(Status.REQUESTED);
    }
    if (!HOLDS.contains(progress.word())) {
      return built.is(Status.QUEUED);
    }
    built.until = progress.until();
    return built.held(progress.word());
  }

  /** A view in the making. */
  private static final class Built {
    private final PayoutId id;
    private final Entry asked;
    private @Nullable String reason;
    private @Nullable Long until;
    private @Nullable String hash;
    private @Nullable Integer confirmations;
    private @Nullable Integer needed;
    private @Nullable Long endedAt;

    Built(PayoutId id, Entry asked) {
      this.id = id;
      this.asked = asked;
    }

    WithdrawalView held(String word) {
      reason = word;
      return is(Status.HELD);
    }

    /** Decided, and the account is about to be told. */
    WithdrawalView decided(PayoutEvent end) {
      if (end instanceof PayoutEvent.Paid(PayoutEvent.Mined by)) {
        hash = by.hash();
        return is(Status.PAID);
      }
      if (end instanceof PayoutEvent.Refunded refunded) {
        reason = refunded.reason();
      }
      return is(Status.REFUNDED);
    }

    WithdrawalView onItsWay(PayoutState payout, @Nullable Progress progress) {
      hash = payout.newest().map(PayoutEvent.Attempt::hash).orElse(null);
      if (payout.cancelling() != null) {
        return held(CANCELLING);
      }
      if (progress != null && progress.confirmations() > 0) {
        hash = progress.hash() == null ? hash : progress.hash();
        confirmations = progress.confirmations();
        needed = progress.needed();
        return is(Status.CONFIRMING);
      }
      return is(hash == null ? Status.QUEUED : Status.SENT);
    }

    WithdrawalView is(Status status) {
      ExternalReceipts.Receipt receipt = ExternalReceipts.read(asked);
      return new WithdrawalView(
          Long.toString(id.version()),
          receipt.amount(),
          FEE,
          receipt.detail(),
          asked.atMs(),
          status.word(),
          reason,
          until,
          hash,
          confirmations,
          needed,
          endedAt);
    }
  }
}
