package io.fairfall.ledger;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.Optional;

/**
 * How deposits that left the chain are taken back: as much as there is, and the rest again later.
 *
 * <p>The journal of a deposit's receipt holds its takings behind it, one slot for each, and each
 * says how much was taken in all. A taking is written together with the account's entry on the
 * condition that both slots are free. So whoever takes builds on all takings before, and together
 * they never take more than the deposit brought, whatever is repeated or done by several at once.
 * The first is written even where nothing is there: from then on the ledger knows that the deposit
 * is owed.
 */
public final class DepositReversals {
  /** Where the receipt of the first taking stands: behind the deposit's own. */
  public static final long FIRST_SLOT = 2;

  private static final int PARTS = 4;
  private static final int SLOT = 1;
  private static final int TOTAL = 2;
  private static final int BY = 3;

  private final LedgerContext context;

  DepositReversals(LedgerContext context) {
    this.context = context;
  }

  /**
   * How far a deposit is taken back.
   *
   * @param player who was credited with it
   * @param amount what it brought
   * @param taken what is taken back of that
   * @param takings how many takings there are; 0 of a deposit that stands
   */
  public record Reversed(String player, Wei amount, Wei taken, long takings) {
    /** What is still to be taken. */
    public Wei owed() {
      return new Wei(amount.value().subtract(taken.value()));
    }
  }

  Optional<Reversed> takeBack(String key, String operator, String reason) {
    for (int attempt = 0; attempt < context.bounds().tries(); attempt++) {
      Optional<Reversed> found = read(key);
      if (found.isEmpty() || (found.get().takings() > 0 && found.get().owed().isZero())) {
        return found;
      }
      Reversed before = found.get();
      Operation.DepositReversal next =
          new Operation.DepositReversal(
              key, before.takings() + FIRST_SLOT, before.taken(), before.owed(), operator, reason);
      Answer answer = new OperationExecutor(context, before.player(), next, true).run();
      Reversed after = read(key).orElseThrow();
      if (answer instanceof Answer.Ok || after.takings() == before.takings()) {
        return Optional.of(after);
      }
    }
    throw new AccountContendedException(ExternalReceipts.journalOf(key));
  }

  Optional<Reversed> read(String key) {
    String journal = ExternalReceipts.journalOf(key);
    Optional<ExternalReceipts.Receipt> deposit =
        ExternalReceipts.find(context.accounts(), new ExternalReceipts.Place(journal, 1))
            .filter(receipt -> receipt.kind().equals(AccountEntry.Kind.DEPOSIT.word()));
    if (deposit.isEmpty()) {
      return Optional.empty();
    }
    Entry newest = context.accounts().head(journal).orElseThrow();
    long takings = newest.version() - 1;
    Wei taken = takings == 0 ? Wei.ZERO : Wei.parse(ExternalReceipts.read(newest).detail());
    return Optional.of(
        new Reversed(deposit.get().player(), deposit.get().amount(), taken, takings));
  }

  /** Whether somebody's taking stands where this one would. */
  static boolean isTaken(Journals accounts, Operation.DepositReversal taking) {
    return ExternalReceipts.find(
            accounts,
            new ExternalReceipts.Place(
                ExternalReceipts.journalOf(taking.receiptKey()), taking.slot()))
        .isPresent();
  }

  /** The receipt of a taking, from its entry. */
  static ExternalReceipts.Expected expected(String player, AccountEntry entry) {
    String[] note = parts(entry);
    return new ExternalReceipts.Expected(
        ExternalReceipts.journalOf(note[0]),
        Long.parseLong(note[SLOT]),
        new ExternalReceipts.Receipt(
            entry.kind().word(), player, entry.version(), amount(entry), note[TOTAL]));
  }

  /** What was asked for, as far as its entry tells: what was owed is at least what was taken. */
  static Operation.DepositReversal operation(AccountEntry entry) {
    String[] note = parts(entry);
    List<String> said = List.of(note[BY].split(Operation.Adjustment.NOTE_SEPARATOR, 2));
    Wei taking = amount(entry);
    Wei total = Wei.parse(note[TOTAL]);
    return new Operation.DepositReversal(
        note[0],
        Long.parseLong(note[SLOT]),
        new Wei(total.value().subtract(taking.value())),
        taking,
        said.getFirst(),
        said.getLast());
  }

  /** Key, slot, total, and who with why. */
  private static String[] parts(AccountEntry entry) {
    String[] parts = entry.requireNote().split(" ", PARTS);
    if (parts.length < PARTS) {
      throw new IllegalStateException("a taking notes its key, its slot, its sum, who and why");
    }
    return parts;
  }

  private static Wei amount(AccountEntry entry) {
    return new Wei(entry.legs().external());
  }
}
