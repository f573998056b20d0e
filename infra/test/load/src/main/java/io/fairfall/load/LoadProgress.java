package io.fairfall.load;

import io.fairfall.load.Statistics.Count;
import io.fairfall.load.Statistics.Timed;
import java.util.Locale;

/** One line about how it goes. */
final class LoadProgress {
  private final Statistics statistics;
  private final Complaints complaints;
  private final long beganMs;
  private long lastMs;
  private long lastBets;
  private long lastCashouts;

  LoadProgress(Statistics statistics, Complaints complaints, long beganMs) {
    this.statistics = statistics;
    this.complaints = complaints;
    this.beganMs = beganMs;
    this.lastMs = beganMs;
  }

  String next() {
    long nowMs = System.currentTimeMillis();
    double seconds = Math.max(1, nowMs - lastMs) / 1_000.0;
    long bets = statistics.of(Count.BETS);
    long cashouts = statistics.of(Count.CASHOUTS);
    String line =
        String.format(
            Locale.ROOT,
            "%4d s  %d rounds  %.0f bets/s  %.0f cashouts/s  bet p50 %.0f ms p99 %.0f ms"
                + "  refused %d  5xx %d  gaps %d recovered %d  broken %d",
            (nowMs - beganMs) / 1_000,
            statistics.of(Count.ROUNDS),
            (bets - lastBets) / seconds,
            (cashouts - lastCashouts) / seconds,
            statistics.percentileMs(Timed.BET_HTTP, 0.5),
            statistics.percentileMs(Timed.BET_HTTP, 0.99),
            statistics.refusals().values().stream().mapToLong(Long::longValue).sum(),
            statistics.of(Count.SERVER_ERRORS) + statistics.of(Count.UNAVAILABLE),
            statistics.of(Count.GAPS),
            statistics.of(Count.RECOVERIES),
            complaints.count());
    lastMs = nowMs;
    lastBets = bets;
    lastCashouts = cashouts;
    return line;
  }
}
