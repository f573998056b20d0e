package io.fairfall.load;

import io.fairfall.load.Load.Outcome;
import io.fairfall.load.Statistics.Count;
import io.fairfall.load.Statistics.Timed;
import java.util.Locale;

/** The outcome as a plain table, for people and for logs. */
public final class LoadSummary {
  private final StringBuilder text = new StringBuilder();

  private LoadSummary() {}

  public static String of(Outcome outcome) {
    LoadSummary summary = new LoadSummary();
    summary.traffic(outcome);
    summary.times(outcome.statistics());
    summary.refusals(outcome.statistics());
    summary.faults(outcome.statistics());
    summary.verdict(outcome.verdict());
    summary.promises(outcome.complaints(), outcome.isGood());
    return summary.text.toString();
  }

  public static String of(Kills.Outcome outcome) {
    LoadSummary summary = new LoadSummary();
    summary.line("");
    outcome.deaths().forEach(summary::line);
    summary.line("");
    summary.row("requests", outcome.statistics().of(Count.REQUESTS));
    summary.row("requests without an answer", outcome.statistics().of(Count.NO_ANSWERS));
    summary.row("asked again", outcome.statistics().of(Count.RETRIES));
    summary.row("reconnects", outcome.statistics().of(Count.RECONNECTS));
    summary.row("5xx but 503", outcome.statistics().of(Count.SERVER_ERRORS));
    summary.row("503", outcome.statistics().of(Count.UNAVAILABLE));
    summary.refusals(outcome.statistics());
    summary.faults(outcome.statistics());
    summary.verdict(outcome.verdict());
    summary.promises(outcome.complaints(), outcome.isGood());
    return summary.text.toString();
  }

  private void traffic(Outcome outcome) {
    Statistics counted = outcome.statistics();
    LoadPlan plan = outcome.plan();
    row("players", plan.players());
    row("  of them on sockets", Math.round(plan.players() * plan.socketShare()));
    row("seed", plan.seed());
    row("seconds", Math.round(outcome.seconds()));
    row("rounds", counted.of(Count.ROUNDS));
    row("requests", counted.of(Count.REQUESTS));
    rate("bets asked for", counted.of(Count.BETS), outcome.seconds());
    rate("cashouts asked for", counted.of(Count.CASHOUTS), outcome.seconds());
    row("asked again", counted.of(Count.RETRIES));
    rate("socket messages", counted.of(Count.MESSAGES), outcome.seconds());
    row("gaps", counted.of(Count.GAPS));
    row("recoveries", counted.of(Count.RECOVERIES));
    row("replays, snapshots", counted.of(Count.REPLAYS) + ", " + counted.of(Count.SNAPSHOTS));
    row("reconnects", counted.of(Count.RECONNECTS));
    row("requests without an answer", counted.of(Count.NO_ANSWERS));
    row("5xx but 503", counted.of(Count.SERVER_ERRORS));
    row("503", counted.of(Count.UNAVAILABLE));
  }

  private void times(Statistics counted) {
    line("");
    line(String.format(Locale.ROOT, "%-22s %9s %9s %9s", "milliseconds", "count", "p50", "p99"));
    for (Timed timed : Timed.values()) {
      line(
          String.format(
              Locale.ROOT,
              "%-22s %9d %9.1f %9.1f",
              timed.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              counted.timed(timed),
              counted.percentileMs(timed, 0.5),
              counted.percentileMs(timed, 0.99)));
    }
  }

  private void refusals(Statistics counted) {
    line("");
    line("refused or unknown, by code");
    counted.refusals().forEach((code, count) -> row("  " + code, count));
  }

  private void faults(Statistics counted) {
    if (counted.faults().sentences().isEmpty()) {
      return;
    }
    line("");
    line("faults of the house, the first of them");
    counted.faults().sentences().forEach(fault -> line("  " + fault));
  }

  private void verdict(AuditVerdict verdict) {
    line("");
    line("read from outside");
    row("  accounts replayed", verdict.accounts());
    row("  entries", verdict.entries());
    row("  bets acknowledged", verdict.acknowledged());
    row("  bets refused", verdict.refused());
    row("  bets unknown", verdict.unknown());
    row("  rounds verified", verdict.rounds());
    row("  sockets up to date", verdict.sockets());
    row("  sum of all legs, wei", verdict.sum());
    row("  house with credits, wei", verdict.house());
  }

  private void promises(Complaints complaints, boolean good) {
    line("");
    row("broken promises", complaints.count());
    complaints.sentences().forEach(sentence -> line("  " + sentence));
    line(good ? "GOOD" : "BROKEN");
  }

  private void rate(String name, long count, double seconds) {
    row(name, String.format(Locale.ROOT, "%d (%.1f/s)", count, count / Math.max(1, seconds)));
  }

  private void row(String name, Object value) {
    line(String.format(Locale.ROOT, "%-32s %s", name, value));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
