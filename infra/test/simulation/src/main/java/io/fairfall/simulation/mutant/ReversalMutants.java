package io.fairfall.simulation.mutant;

import java.util.List;

/** Faults in how a deposit that left the chain is taken back. */
final class ReversalMutants {
  private static final String REVERSALS = "lib/ledger/DepositReversals";
  private static final String RULE = "lib/ledger/WalletRule";
  private static final String TAKING = "new Wei(builder.available().min(reversal.owed().value()));";

  private ReversalMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "reversal-all-or-nothing",
            "a deposit is taken back only as a whole",
            RULE,
            TAKING,
            """
            builder.available().compareTo(reversal.owed().value()) < 0
                    ? Wei.ZERO
                    : reversal.owed();
            """),
        Mutant.of(
            "reversal-unbounded",
            "a taking takes all that there is, whatever is owed",
            RULE,
            TAKING,
            "new Wei(builder.available());"),
        Mutant.of(
            "reversal-forgets-takings",
            "each taking takes up to the whole amount",
            REVERSALS,
            "before.owed(),",
            "before.amount(),"),
        Mutant.of(
            "reversal-sum-not-kept",
            "a receipt counts its own taking only",
            REVERSALS,
            "before.taken(),",
            "Wei.ZERO,"),
        Mutant.of(
            "reversal-without-receipt",
            "a taking leaves no receipt",
            "lib/ledger/ExternalReceipts",
            "case DEPOSIT_REVERSED -> Optional.of(DepositReversals.expected(player, entry));",
            "case DEPOSIT_REVERSED -> Optional.empty();"),
        Mutant.of(
            "reversal-into-the-house",
            "what is taken back is the house's winnings",
            RULE,
            "builder.move(Legs.externalToAvailable(taking.value().negate()));",
            "builder.move(Legs.houseToAvailable(taking.value().negate()));"),
        Mutant.of(
            "reversal-nothing-again",
            "a taking that finds nothing is written each time",
            RULE,
            "if (taking.isZero() && !reversal.isFirst()) {",
            "if (taking.isZero() && reversal.slot() < 0) {"),
        Mutant.of(
            "withdrawal-to-come-refused",
            "a payment of what may yet be asked for is refused for good",
            "lib/ledger/Accounts",
            "asked.isPresent() && asked.get().version() > head.version()",
            "asked.isPresent() && asked.get().version() < 0"));
  }
}
