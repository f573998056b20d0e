package io.fairfall.cli.audit;

import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Finding;
import io.fairfall.auditor.Auditor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people. */
final class ReportText {
  private static final int WEI_DIGITS = 18;

  private ReportText() {}

  static List<String> lines(AuditReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Audit of "
            + Instant.ofEpochMilli(report.startedAt())
            + ", judging what is older than "
            + Instant.ofEpochMilli(report.cutAt()));
    lines.add(counted(report, "entries", "entries in all") + speed(report));
    lines.add(
        counted(report, "account_entries", "account entries")
            + " of "
            + number(report, "accounts")
            + " accounts, "
            + number(report, "seals")
            + " seals, "
            + number(report, "receipts")
            + " receipts");
    lines.add(
        counted(report, "rounds", "rounds")
            + ", "
            + number(report, "facts")
            + " facts of bets from round "
            + report.factsFromRound()
            + " on, "
            + number(report, "postings")
            + " postings");
    lines.add(
        counted(report, "checkpoints", "checkpoints")
            + ", "
            + number(report, "young")
            + " entries too young to be judged");
    if (!report.sealsChecked()) {
      lines.add("  Seals were NOT checked: there were no keys. All else was.");
    }
    if (!report.checkpointsChecked()) {
      lines.add("  Checkpoints were NOT compared: a tail that was cut off would not show.");
    }
    lines.add("");
    lines.add("  Players have        " + ether(report, "available") + " ETH available");
    lines.add("  and in open bets    " + ether(report, "locked") + " ETH");
    lines.add("  From outside came   " + ether(report, "external") + " ETH more than went out");
    lines.add("  The house won       " + ether(report, "house") + " ETH from them, or gave");
    lines.add(
        addsUp(report)
            ? "  It adds up: what players have is what came in, less what the house won."
            : "  It does NOT add up.");
    lines.add("");
    lines.addAll(findings(report));
    return lines;
  }

  /** Whether two readings that share no code say the same: if not, one of them is wrong as well. */
  static String compared(AuditReport replay, Auditor.Report independent) {
    if (replay.isClean() == independent.isClean()) {
      return replay.isClean()
          ? "Both readings agree: nothing is wrong."
          : "Both readings agree: something is wrong.";
    }
    return "THE TWO READINGS DIFFER: "
        + (replay.isClean()
            ? "the replay by the rules finds nothing, the independent reading does."
            : "the replay by the rules finds something, the independent reading does not.");
  }

  private static List<String> findings(AuditReport report) {
    if (report.isClean()) {
      return List.of("Nothing is wrong.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(report.findings() + " WRONG: " + report.findingsByRule());
    for (Finding finding : report.first()) {
      lines.add("  " + finding);
    }
    if (report.findings() > report.first().size()) {
      lines.add("  … and " + (report.findings() - report.first().size()) + " more");
    }
    return lines;
  }

  private static boolean addsUp(AuditReport report) {
    return wei(report, "available")
        .add(wei(report, "locked"))
        .equals(wei(report, "external").subtract(wei(report, "house")));
  }

  private static String speed(AuditReport report) {
    long perSecond =
        Math.round(report.counts().getOrDefault("entries", 0L) / Math.max(0.1, report.seconds()));
    return String.format(Locale.ROOT, " in %.1f s, %,d a second", report.seconds(), perSecond);
  }

  private static String counted(AuditReport report, String count, String what) {
    return "  " + number(report, count) + " " + what;
  }

  private static String number(AuditReport report, String count) {
    return String.format(Locale.ROOT, "%,d", report.counts().getOrDefault(count, 0L));
  }

  private static String ether(AuditReport report, String sum) {
    return new BigDecimal(wei(report, sum), WEI_DIGITS).stripTrailingZeros().toPlainString();
  }

  private static BigInteger wei(AuditReport report, String sum) {
    return new BigInteger(report.sums().getOrDefault(sum, "0"));
  }
}
