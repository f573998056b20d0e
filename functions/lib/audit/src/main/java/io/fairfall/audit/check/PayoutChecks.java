package io.fairfall.audit.check;

import io.fairfall.audit.report.Rule;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.ExternalReceipts.Receipt;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PlayerWithdrawals;
import java.util.Optional;

/**
 * Withdrawals of accounts and payouts prove each other: each is looked up when the other passes by.
 * Where the auditor does not see the payouts, nothing is said of them.
 */
public final class PayoutChecks {
  private static final String KEY = "withdrawal:";
  private static final int MAX_PAGES = 2;

  private final AuditContext context;

  public PayoutChecks(AuditContext context) {
    this.context = context;
  }

  /** Which check a journal of the payouts' table has; empty where none of its kind belongs. */
  public Optional<JournalCheck> of(String journal) {
    Journals payouts = context.evidence().payouts().orElseThrow().journals();
    if (journal.startsWith(PayoutId.PREFIX)) {
      return PayoutId.parse(journal.substring(PayoutId.PREFIX.length()))
          .map(id -> new PayoutCheck(id, context, payouts));
    }
    if (journal.startsWith(NonceJournal.PREFIX)) {
      return NonceCheck.of(journal, context, payouts);
    }
    return journal.startsWith(PlayerWithdrawals.PREFIX)
        ? Optional.of(new ListCheck(context))
        : Optional.empty();
  }

  /** The payout that an account's entry asks for or ends, if it is of a kind that does. */
  public static Optional<PayoutId> named(String player, AccountEntry entry) {
    return switch (entry.kind()) {
      case WITHDRAWAL -> Optional.of(new PayoutId(player, entry.version()));
      case WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> {
        String note = entry.requireNote();
        int end = note.indexOf(' ');
        String key = end < 0 ? note : note.substring(0, end);
        yield key.startsWith(KEY) ? PayoutId.parse(key.substring(KEY.length())) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /**
   * A withdrawal has its payout, and its end in the account is the payout's.
   *
   * @return the payout that the entry names, if it is of a kind that names one
   */
  Optional<PayoutId> requirePayout(String journal, String player, AccountEntry entry) {
    Optional<Journals> payouts = context.evidence().payouts().map(Evidence.Payouts::journals);
    Optional<PayoutId> named = payouts.flatMap(all -> safely(() -> named(player, entry)));
    if (named.isEmpty()) {
      return named; // the receipts have the finding where the key is none
    }
    Optional<PayoutState> state = state(payouts.get(), named.get());
    if (entry.kind() == AccountEntry.Kind.WITHDRAWAL) {
      if (state.filter(one -> one.asked() != null).isEmpty()) {
        found(journal, entry.version(), "is a withdrawal that has no payout");
      }
    } else if (state.map(PayoutState::end).filter(end -> isSame(end, entry)).isEmpty()) {
      found(journal, entry.version(), "ends a withdrawal otherwise than its payout");
    }
    return named;
  }

  private static boolean isSame(PayoutEvent end, AccountEntry entry) {
    String note = entry.requireNote();
    return kindOf(end) == entry.kind()
        && detailOf(end).equals(note.substring(note.indexOf(' ') + 1));
  }

  private static AccountEntry.Kind kindOf(PayoutEvent end) {
    return end instanceof Paid
        ? AccountEntry.Kind.WITHDRAWAL_PAID
        : AccountEntry.Kind.WITHDRAWAL_REFUNDED;
  }

  private static String detailOf(PayoutEvent end) {
    return switch (end) {
      case Paid(PayoutEvent.Mined by) -> by.hash();
      case Refunded refunded -> refunded.reason();
      default -> "";
    };
  }

  /** Whether slot 2 of a withdrawal's receipt says how its payout ended. */
  static boolean isToldBy(Receipt receipt, PayoutEvent end) {
    return receipt.kind().equals(kindOf(end).word()) && receipt.detail().equals(detailOf(end));
  }

  /** A payout as far as its journal says what can be; empty where it does not. */
  static Optional<PayoutState> state(Journals payouts, PayoutId id) {
    return safely(
        () ->
            Optional.of(
                PayoutState.of(id, new JournalReader(payouts, MAX_PAGES).all(id.journal(), 1))));
  }

  /** What something says that may say nothing that can be read: its own journal's check says so. */
  static <T> Optional<T> safely(java.util.function.Supplier<Optional<T>> said) {
    try {
      return said.get();
    } catch (io.fairfall.journal.StoreUnavailableException unanswered) {
      throw unanswered;
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  /** A slot of a withdrawal's receipt. */
  static Optional<Receipt> receipt(Journals accounts, PayoutId id, long slot) {
    String journal = ExternalReceipts.journalOf(id.receiptKey());
    return safely(
        () -> accounts.range(journal, slot, slot).stream().findFirst().map(ExternalReceipts::read));
  }

  private void found(String journal, long version, String what) {
    context.found(journal, version, Rule.PAYOUT, what);
  }

  static void found(AuditContext context, Entry entry, String what) {
    context.found(entry.journal(), entry.version(), Rule.PAYOUT, what);
  }

  static void unreadable(AuditContext context, Entry entry, RuntimeException malformed) {
    context.found(entry.journal(), entry.version(), Rule.UNREADABLE, "is no step: " + malformed);
  }
}
