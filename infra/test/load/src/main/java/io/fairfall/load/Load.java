package io.fairfall.load;

import io.fairfall.load.Statistics.Count;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A load test: many play for a while, then everything is looked at from outside. */
public final class Load {
  private static final long DEFINITE_WITHIN_MS = 180_000;
  private static final long PROGRESS_SECONDS = 5;

  private Load() {}

  /** What came of it. */
  public record Outcome(
      LoadPlan plan,
      double seconds,
      Statistics statistics,
      Complaints complaints,
      AuditVerdict verdict) {
    /** Rounds that were played and have crashed. */
    public java.util.List<Leaks.Ended> ended() {
      return verdict.ended();
    }

    /** No promise was broken and no response was a 5xx. */
    public boolean isGood() {
      return complaints.count() == 0
          && statistics.of(Count.SERVER_ERRORS) == 0
          && statistics.of(Count.UNAVAILABLE) == 0;
    }
  }

  /**
   * Plays for the plan's time, and looks.
   *
   * @param leaks hears whatever arrives
   * @param progress gets a line every few seconds
   */
  public static Outcome run(Target target, LoadPlan plan, Leaks leaks, Consumer<String> progress)
      throws InterruptedException {
    return run(target, plan, Long.MAX_VALUE, leaks, progress);
  }

  /**
   * Plays until a bet of everybody stands, and looks: a slow machine takes more rounds for that.
   *
   * @param plan its duration is the longest that they try
   * @param maxRounds the most rounds that they try it in
   * @param leaks hears whatever arrives
   * @param progress gets a line every few seconds
   */
  public static Outcome untilAllHaveBet(
      Target target, LoadPlan plan, int maxRounds, Leaks leaks, Consumer<String> progress)
      throws InterruptedException {
    return run(target, plan, maxRounds, leaks, progress);
  }

  private static Outcome run(
      Target target, LoadPlan plan, long maxRounds, Leaks leaks, Consumer<String> progress)
      throws InterruptedException {
    Statistics statistics = new Statistics();
    Complaints complaints = new Complaints();
    try (Wire wire = new Wire(target, statistics, leaks);
        Crowd crowd = new Crowd(wire, plan, complaints, DEFINITE_WITHIN_MS);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      progress.accept("Signing in " + plan.players() + " players (seed " + plan.seed() + ") …");
      crowd.gather();
      long beganMs = System.currentTimeMillis();
      LoadProgress line = new LoadProgress(statistics, complaints, beganMs);
      var _ =
          clock.scheduleAtFixedRate(
              () -> progress.accept(line.next()),
              PROGRESS_SECONDS,
              PROGRESS_SECONDS,
              TimeUnit.SECONDS);
      boolean isForTime = maxRounds == Long.MAX_VALUE;
      long sinceRound = statistics.of(Count.ROUNDS);
      crowd.play(
          () -> {
            long rounds = statistics.of(Count.ROUNDS) - sinceRound;
            boolean isEnough = !isForTime && (crowd.haveAllBet() || rounds >= maxRounds);
            return isEnough ? beganMs : beganMs + plan.duration().toMillis();
          });
      double seconds = (System.currentTimeMillis() - beganMs) / 1_000.0;
      clock.shutdownNow();
      progress.accept("Waiting until every stake is settled, then reading every account …");
      AuditVerdict verdict = crowd.inspect(leaks);
      return new Outcome(plan, seconds, statistics, complaints, verdict);
    }
  }
}
