package io.fairfall.simulation.mutant;

import java.util.List;

/** Faults in what happens once in the world outside: deposits, openings, ends of withdrawals. */
final class ReceiptMutants {
  private ReceiptMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "receipt-apart",
            "a receipt is written after its entry and not with it",
            List.of(
                new Mutant.Edit(
                    "lib/ledger/OperationExecutor",
                    "return Proposal.write(context.accounts(), write.entries(), () -> written(write, entry));",
                    """
                    return new Proposal.Write<>(
                        () -> apart(write.entries()), () -> written(write, entry));
                    """),
                new Mutant.Edit(
                    "lib/ledger/OperationExecutor",
                    "  private Answer repeat(",
                    """
                      private io.fairfall.journal.TransactionalAppend apart(
                          java.util.List<io.fairfall.journal.Entry> entries) {
                        io.fairfall.journal.TransactionalAppend outcome =
                            context.accounts().put(java.util.List.of(entries.getLast()));
                        if (entries.size() > 1
                            && outcome instanceof io.fairfall.journal.TransactionalAppend.Written) {
                          context.accounts().append(entries.getFirst());
                        }
                        return outcome;
                      }

                      private Answer repeat(\
                    """))),
        Mutant.of(
            "receipt-unconditional",
            "a transaction overwrites a receipt",
            "lib/journal/MemoryJournals",
            "if (!winners.isEmpty()) {",
            "if (winners.size() == entries.size()) {"),
        Mutant.of(
            "receipt-not-read",
            "nobody looks whether an operation of the world outside is on record",
            "lib/ledger/OperationExecutor",
            ".map(receipt -> recorded(external, receipt))",
            ".flatMap(receipt -> Optional.<Answer>empty())"),
        Mutant.of(
            "receipt-amount-ignored",
            "another amount under the same key is told as yes",
            "lib/ledger/ExternalReceipts",
            "        && receipt.amount().equals(operation.amount())\n",
            ""),
        Mutant.of(
            "paid-and-refunded",
            "a refund has a slot of its own",
            "lib/ledger/ExternalReceipts",
            "return external.isFinal() ? last(external.receiptKey()) :"
                + " first(external.receiptKey());",
            """
            return external instanceof Operation.WithdrawalRefunded refunded
                ? new Place(journalOf(refunded.receiptKey()), FINAL + 1)
                : external.isFinal() ? last(external.receiptKey()) : first(external.receiptKey());
            """),
        Mutant.of(
            "contended-is-success",
            "a transaction conflict is told as yes",
            "lib/journal/AppendLoop",
            "if (outcome instanceof TransactionalAppend.Written) {",
            "if (!(outcome instanceof TransactionalAppend.SlotsTaken)) {"));
  }
}
