package io.fairfall.simulation.mutant;

import java.util.List;
import java.util.stream.Stream;

/** Faults of deposits that are credited in one transaction. */
final class TogetherMutants {
  private static final String TOGETHER = "lib/ledger/BatchDeposit";
  private static final String UNLESS_WRITTEN =
      "if (!(context.accounts().appendTogether(entries) instanceof TransactionalAppend.Written)) {";

  private TogetherMutants() {}

  static List<Mutant> all() {
    return Stream.concat(ofEntries().stream(), ofAnswers().stream()).toList();
  }

  private static List<Mutant> ofEntries() {
    return List.of(
        Mutant.of(
            "together-on-one-head",
            "a player's second deposit in a transaction does not stand on the first",
            TOGETHER,
            "    heads.put(journal, write.head());\n",
            ""),
        Mutant.of(
            "together-seal-cut",
            "a player's second deposit in a transaction is sealed without the first one's seal",
            TOGETHER,
            "heads.put(journal, write.head());",
            "heads.put(journal, new AccountReader.Head(write.head().account(), head.seal()));"),
        Mutant.of(
            "together-without-receipts",
            "deposits in one transaction leave no receipts",
            TOGETHER,
            "entries.addAll(write.entries());",
            "entries.add(write.entries().getLast());"),
        Mutant.of(
            "together-key-twice",
            "a deposit that comes twice in one transaction is credited twice",
            TOGETHER,
            "!keys.add(credit.deposit().receiptKey()) || ",
            ""),
        Mutant.of(
            "together-one-account",
            "deposits in one transaction all go to the first one's player",
            TOGETHER,
            "!takes(credit)",
            "!takes(new Accounts.Credit(credits.getFirst().player(), credit.deposit()))"),
        Mutant.of(
            "together-one-key",
            "deposits in one transaction all have the first one's receipt",
            TOGETHER,
            "!takes(credit)",
            """
            !takes(
                new Accounts.Credit(
                    credit.player(),
                    new Operation.Deposit(
                        credits.getFirst().deposit().receiptKey(), credit.deposit().amount())))\
            """));
  }

  private static List<Mutant> ofAnswers() {
    return List.of(
        Mutant.of(
            "together-refused-is-written",
            "a transaction that met a taken slot is told as yes",
            TOGETHER,
            UNLESS_WRITTEN,
            "if (context.accounts().appendTogether(entries) instanceof TransactionalAppend.Contended) {"),
        Mutant.of(
            "together-contended-is-written",
            "a transaction that met another one is told as yes",
            TOGETHER,
            UNLESS_WRITTEN,
            "if (context.accounts().appendTogether(entries) instanceof TransactionalAppend.SlotsTaken) {"),
        Mutant.of(
            "together-unanswered-is-written",
            "a transaction that nobody answered is told as yes",
            TOGETHER,
            UNLESS_WRITTEN,
            """
            TransactionalAppend outcome;
                try {
                  outcome = context.accounts().appendTogether(entries);
                } catch (io.fairfall.journal.StoreUnavailableException unanswered) {
                  return true;
                }
                if (!(outcome instanceof TransactionalAppend.Written)) {\
            """),
        Mutant.of(
            "together-remembered-early",
            "heads are remembered before they are known to be written",
            TOGETHER,
            UNLESS_WRITTEN,
            "context.heads().putAll(heads);\n    " + UNLESS_WRITTEN),
        Mutant.of(
            "together-refusal-skipped",
            "what the rules refuse is left out, and told as credited with the others",
            TOGETHER,
            "        instanceof Decision.Accepted(AccountEntry entry))) {\n      return false;",
            "        instanceof Decision.Accepted(AccountEntry entry))) {\n      return true;"));
  }
}
