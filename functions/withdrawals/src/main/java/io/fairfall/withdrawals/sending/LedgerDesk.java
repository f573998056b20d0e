package io.fairfall.withdrawals.sending;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeySource;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.EntryCodec;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import java.util.List;
import java.util.Optional;

/** What the ledger says of a payout, and what it is told. */
public final class LedgerDesk {
  private final Accounts accounts;
  private final Journals journals;
  private final EntryCodec codec;
  private final MacKeySource keys;

  /**
   * @param journals the accounts' journals and their receipts
   * @param keys that seal the accounts' entries
   */
  public LedgerDesk(Accounts accounts, Journals journals, EntryCodec codec, MacKeySource keys) {
    this.accounts = accounts;
    this.journals = journals;
    this.codec = codec;
    this.keys = keys;
  }

  /**
   * Whether the account was debited with just this, for just this address, and nothing has come of
   * it yet: by its entry, whose seal is checked, and by the receipts. Nothing is paid that this
   * does not confirm. A payout whose journal was lost or restored, and which has ended, is found
   * out here.
   */
  public boolean isAsked(PayoutId id, Asked asked) {
    return entry(id, asked).isPresent() && isOnlyReceipt(id, asked);
  }

  /** The account's entry that asks for just this, whose seal is checked; empty if none does. */
  Optional<AccountEntry> entry(PayoutId id, Asked asked) {
    String journal = Accounts.journalOf(id.player());
    List<Entry> entries = journals.range(journal, Math.max(1, id.version() - 1), id.version());
    if (entries.isEmpty() || entries.getLast().version() != id.version()) {
      return Optional.empty();
    }
    String previous = id.version() == 1 ? MacChain.NONE : entries.getFirst().seal();
    MacChain.verify(entries.getLast(), previous, keys.knowing(MacChain.keyId(entries.getLast())));
    return Optional.of(codec.read(entries.getLast()))
        .filter(entry -> entry.kind() == AccountEntry.Kind.WITHDRAWAL)
        .filter(entry -> entry.legs().external().equals(asked.amount().value()))
        .filter(entry -> entry.requireNote().equals(asked.to()));
  }

  private boolean isOnlyReceipt(PayoutId id, Asked asked) {
    List<Entry> receipts = journals.range(ExternalReceipts.journalOf(id.receiptKey()), 1, 2);
    if (receipts.size() != 1) {
      return false;
    }
    ExternalReceipts.Receipt receipt = ExternalReceipts.read(receipts.getFirst());
    return receipt.kind().equals(AccountEntry.Kind.WITHDRAWAL.word())
        && receipt.amount().equals(asked.amount())
        && receipt.detail().equals(asked.to());
  }

  /** What became of telling the ledger. */
  public enum Told {
    /** Its receipt stands, now or before. */
    STANDS,
    /** Nobody knows yet: it is told again. */
    AGAIN,
    /** The receipt says another thing: a person has to look. */
    CONTRADICTED
  }

  /** Tells how a payout ended; the same again changes nothing. */
  public Told tell(PayoutId id, PayoutEvent end) {
    Answer answer =
        switch (end) {
          case Paid(PayoutEvent.Mined by) -> accounts.withdrawalPaid(id.receiptKey(), by.hash());
          case Refunded refunded -> accounts.withdrawalRefunded(id.receiptKey(), refunded.reason());
          default -> throw new IllegalArgumentException(end.type() + " is no end");
        };
    return switch (answer) {
      case Answer.Ok ok -> Told.STANDS;
      case Answer.Nothing nothing -> Told.AGAIN;
      case Answer.RateLimited undecided -> Told.AGAIN;
      case Answer.No no -> Told.CONTRADICTED;
    };
  }
}
