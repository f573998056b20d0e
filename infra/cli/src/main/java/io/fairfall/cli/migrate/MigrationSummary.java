package io.fairfall.cli.migrate;

import io.fairfall.money.Wei;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run tells in the end.
 *
 * @param early why it ended before the last row, if it did
 */
record MigrationSummary(
    MigrationTally tally, boolean isDryRun, Optional<String> early, Path report) {
  /** Every row is in the ledger, or has nothing to open. */
  static final int ALL_THERE = 0;

  /** It did not come to the end, or the outcome of some row is not known. */
  static final int RUN_AGAIN = 1;

  /** It came to the end, and some rows were rejected. */
  static final int SOME_REJECTED = 3;

  int exitCode() {
    if (early.isPresent() || tally.unknown().rows() > 0) {
      return RUN_AGAIN;
    }
    return tally.rejectedRows() > 0 ? SOME_REJECTED : ALL_THERE;
  }

  void print(PrintWriter out) {
    out.println();
    early.ifPresent(
        why ->
            out.println(
                "ENDED EARLY after line %d of the file: %s".formatted(tally.lastLine(), why)));
    line(out, "rows", tally.rows(), "");
    line(out, isDryRun ? "could be opened" : "opened", tally.opened());
    if (!isDryRun) {
      line(out, "already there", tally.already());
    }
    line(out, "zero, skipped", tally.zeros(), "");
    line(out, "rejected", tally.rejectedRows(), "");
    if (!isDryRun) {
      line(out, "unknown", tally.unknown());
      BigInteger held = tally.opened().wei().add(tally.already().wei());
      out.println();
      out.println("In the ledger from these rows: " + money(held));
    }
    if (tally.rejectedRows() + tally.unknown().rows() > 0) {
      out.println("What needs attention, with line numbers: " + report);
    }
    if (exitCode() == RUN_AGAIN) {
      out.println("Run the same command again: what is there already stays as it is.");
    }
    out.flush();
  }

  private static void line(PrintWriter out, String label, MigrationTally.Sum sum) {
    line(out, label, sum.rows(), money(sum.wei()));
  }

  private static void line(PrintWriter out, String label, long rows, String money) {
    out.println(
        String.format(Locale.ROOT, "  %-16s %,12d   %s", label, rows, money).stripTrailing());
  }

  private static String money(BigInteger wei) {
    return wei + " wei = " + new Wei(wei).toEther() + " ETH";
  }
}
