package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.DepositReversals;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.ExternalReceipts.Expected;
import io.fairfall.ledger.ExternalReceipts.Receipt;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Receipts of external operations and the accounts' entries prove each other: each is looked up
 * when the other passes by, with one small read. Money crosses the border rarely enough for that,
 * and nothing has to be kept in memory.
 */
public final class ReceiptCheck {
  private static final long FINAL_SLOT = 2;
  private static final String REVERSED = AccountEntry.Kind.DEPOSIT_REVERSED.word();

  private final Journals accounts;
  private final AuditContext context;

  public ReceiptCheck(Journals accounts, AuditContext context) {
    this.accounts = accounts;
    this.context = context;
  }

  /** An account's entry must have its receipt, if it is of a kind that has one. */
  void requireReceipt(String journal, String player, AccountEntry entry) {
    Optional<Expected> expected;
    try {
      expected = ExternalReceipts.expectedBeside(player, entry);
    } catch (RuntimeException malformed) {
      found(journal, entry.version(), "names no receipt: " + malformed.getMessage());
      return;
    }
    expected.ifPresent(receipt -> requireReceipt(journal, entry, receipt));
  }

  private void requireReceipt(String journal, AccountEntry entry, Expected expected) {
    Optional<Receipt> receipt = read(expected.journal(), expected.slot());
    if (receipt.isEmpty()) {
      found(journal, entry.version(), "has no receipt in " + expected.journal());
    } else if (!isSame(expected, receipt.get())) {
      found(
          journal,
          entry.version(),
          "is told otherwise by its receipt in " + expected.journal() + ": " + receipt.get());
    }
  }

  /** The check of one journal of receipts. */
  public JournalCheck check(String journal) {
    return (entry, follows) -> {
      context.tally().count(AuditTally.Count.RECEIPTS, 1);
      Optional<Receipt> receipt = parse(entry);
      if (receipt.isEmpty()) {
        context.found(journal, entry.version(), Rule.UNREADABLE, "is no receipt");
        return;
      }
      requireEntry(journal, entry.version(), receipt.get());
      if (receipt.get().kind().equals(REVERSED)) {
        requireSum(journal, entry.version(), receipt.get());
      }
    };
  }

  private void requireEntry(String journal, long slot, Receipt receipt) {
    String account = Accounts.journalOf(receipt.player());
    Optional<Expected> expected =
        accounts.range(account, receipt.version(), receipt.version()).stream()
            .findFirst()
            .flatMap(entry -> beside(receipt.player(), entry));
    boolean isProven =
        expected.isPresent()
            && expected.get().journal().equals(journal)
            && expected.get().slot() == slot
            && isSame(expected.get(), receipt);
    if (!isProven) {
      found(
          journal,
          slot,
          "is a receipt that entry " + receipt.version() + " of " + account + " does not prove");
    }
  }

  /** The takings of a deposit that left the chain add up, never to more than it brought. */
  private void requireSum(String journal, long slot, Receipt taking) {
    Optional<BigInteger> before =
        slot == DepositReversals.FIRST_SLOT
            ? Optional.of(BigInteger.ZERO)
            : read(journal, slot - 1).map(Receipt::detail).flatMap(ReceiptCheck::amount);
    Optional<BigInteger> owed =
        read(journal, 1)
            .filter(deposit -> deposit.kind().equals(AccountEntry.Kind.DEPOSIT.word()))
            .filter(deposit -> deposit.player().equals(taking.player()))
            .flatMap(deposit -> before.map(sum -> deposit.amount().value().subtract(sum)))
            .map(rest -> rest.subtract(taking.amount().value()));
    Optional<BigInteger> sum = before.map(taken -> taken.add(taking.amount().value()));
    boolean isRight =
        owed.isPresent()
            && owed.get().signum() >= 0
            && sum.equals(amount(taking.detail()))
            && (!taking.amount().isZero() || slot == DepositReversals.FIRST_SLOT);
    if (!isRight) {
      found(journal, slot, "takes back what is not owed: " + taking);
      return;
    }
    // the first says what is owed, and each after it how much of that is paid
    context
        .tally()
        .add(
            AuditTally.Sum.OWED,
            slot == DepositReversals.FIRST_SLOT ? owed.get() : taking.amount().value().negate());
  }

  private static Optional<BigInteger> amount(String text) {
    try {
      return Optional.of(Wei.parse(text).value());
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** A paid withdrawal's entry moves nothing: its amount is the request's. */
  private boolean isSame(Expected expected, Receipt receipt) {
    Receipt wanted = expected.receipt();
    if (expected.slot() != FINAL_SLOT || wanted.kind().equals(REVERSED)) {
      return wanted.equals(receipt);
    }
    Wei asked = read(expected.journal(), 1).map(Receipt::amount).orElse(Wei.ZERO);
    return new Receipt(wanted.kind(), wanted.player(), wanted.version(), asked, wanted.detail())
            .equals(receipt)
        && (wanted.amount().isZero() || wanted.amount().equals(asked));
  }

  private static Optional<Expected> beside(String player, Entry entry) {
    try {
      return ExternalReceipts.expectedBeside(player, BetEntryCodec.INSTANCE.read(entry));
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private Optional<Receipt> read(String journal, long slot) {
    List<Entry> entries = accounts.range(journal, slot, slot);
    return entries.isEmpty() ? Optional.empty() : parse(entries.getFirst());
  }

  private static Optional<Receipt> parse(Entry entry) {
    try {
      return Optional.of(ExternalReceipts.read(entry));
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private void found(String journal, long version, String what) {
    context.found(journal, version, Rule.RECEIPT, what);
  }
}
