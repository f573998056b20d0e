package io.fairfall.simulation.mutant;

import java.util.List;

/** Faults in how the end of a bet is found, and in how a correction happens once. */
final class CorrectionMutants {
  private CorrectionMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "never-corrected",
            "a bet that was closed as lost stays lost",
            "lib/crash/bets/CashoutRule",
            "if (flight.isOverAt(cashout.stampMs())) {",
            "if (flight.isOverAt(cashout.stampMs()) || close.result() == Close.Result.LOST) {"),
        Mutant.of(
            "corrected-twice",
            "a corrected bet is corrected again",
            "lib/crash/bets/CashoutRule",
            "if (close.isWon()) {",
            "if (close.isWon() && close.result() != Close.Result.CORRECTED) {"),
        Mutant.of(
            "correction-unclaimed",
            "a correction leaves no receipt",
            "lib/ledger/ExternalReceipts",
            "        : expectedBeside(player, entry).map(receipt -> write(receipt, nowMs));",
            "        : Optional.empty();"),
        Mutant.of(
            "correction-receipt-not-read",
            "nobody looks whether a correction is on record",
            "lib/ledger/HoldEnding",
            ".filter(version -> version <= head.version());",
            ".filter(version -> version < 0);"),
        new Mutant(
            "correction-far-away",
            "a correction is searched for in the entries behind the end, as far as a bound goes",
            List.of(
                new Mutant.Edit(
                    "lib/ledger/ExternalReceipts",
                    "        : expectedBeside(player, entry).map(receipt -> write(receipt,"
                        + " nowMs));",
                    "        : Optional.empty();"),
                new Mutant.Edit(
                    "lib/ledger/HoldEnding",
                    ".filter(version -> version <= head.version());",
                    ".filter(version -> version < 0);"))),
        Mutant.of(
            "ending-out-of-reach",
            "a bet that ended behind the first read has no end",
            "lib/ledger/HoldEnding",
            ".orElseGet(() -> search(journal, holdId, first.getLast().version(), head));",
            ".orElse(first.getLast());"),
        Mutant.of(
            "ending-halved-wrongly",
            "the search for the end of a bet keeps the wrong half",
            "lib/ledger/HoldEnding",
            "      if (isOpen(journal, holdId, middle, head)) {",
            "      if (!isOpen(journal, holdId, middle, head)) {"));
  }
}
