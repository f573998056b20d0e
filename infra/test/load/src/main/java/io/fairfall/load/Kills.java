package io.fairfall.load;

import io.fairfall.load.Statistics.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * SIGKILL for the whole thing while people play, again and again, at differing moments of a round.
 * After each restart everything that was acknowledged is there; a round that had started is flown
 * to its end, one that had not may be voided; and players who heard nothing ask again with the same
 * keys until they know.
 */
public final class Kills {
  private static final long DEFINITE_WITHIN_MS = 600_000;
  private static final long MOMENT_WITHIN_MS = 600_000;
  private static final long ROUND_ENDS_WITHIN_MS = 600_000;
  private static final long PLAY_BETWEEN_MS = 4_000;
  private static final long FOREVER_MS = Long.MAX_VALUE;

  private final RunningFairfall.Options options;
  private final Wire wire;
  private final Crowd crowd;
  private final Random random;
  private final Complaints complaints;
  private final Consumer<String> progress;
  private final List<String> deaths = new ArrayList<>();

  /** Where in a round the house dies. */
  public enum Moment {
    BETTING,
    LOCKED,
    FLYING,
    BETWEEN;

    boolean isNow(Sight sight, long nowMs) {
      return switch (this) {
        case BETTING -> sight.takesBetsAt(nowMs);
        case LOCKED ->
            !sight.isOver()
                && !sight.phase().equals("flying")
                && nowMs >= sight.closesAt()
                && nowMs < sight.startsAt() - 100;
        case FLYING -> sight.phase().equals("flying");
        case BETWEEN -> sight.phase().equals("crashed");
      };
    }
  }

  /** What came of it. */
  public record Outcome(
      List<String> deaths, Statistics statistics, Complaints complaints, AuditVerdict verdict) {
    /** A house that has just started may ask to come back; it may not fail. */
    public boolean isGood() {
      return complaints.count() == 0
          && verdict.unknown() == 0
          && statistics.of(Count.SERVER_ERRORS) == 0;
    }
  }

  private Kills(
      RunningFairfall.Options options,
      Wire wire,
      Crowd crowd,
      Random random,
      Complaints complaints,
      Consumer<String> progress) {
    this.options = options;
    this.wire = wire;
    this.crowd = crowd;
    this.random = random;
    this.complaints = complaints;
    this.progress = progress;
  }

  /**
   * Plays, kills and restarts.
   *
   * @param options must keep data
   */
  public static Outcome run(
      RunningFairfall.Options options, int kills, int players, long seed, Consumer<String> progress)
      throws IOException, InterruptedException {
    Statistics statistics = new Statistics();
    Complaints complaints = new Complaints();
    LoadPlan plan = new LoadPlan(players, Duration.ZERO, 0.5, seed, Duration.ZERO);
    Leaks leaks = new Leaks(options.tap());
    AtomicLong untilMs = new AtomicLong(FOREVER_MS);
    try (Wire wire = new Wire(Target.onPort(options.port()), statistics, leaks);
        Crowd crowd = new Crowd(wire, plan, complaints, DEFINITE_WITHIN_MS)) {
      RunningFairfall.Options heard = options.heardBy(statistics.faults().before(options.tap()));
      Kills test = new Kills(heard, wire, crowd, new Random(seed), complaints, progress);
      RunningFairfall first = RunningFairfall.start(heard);
      RunningFairfall last = first;
      try {
        long startedMs = System.currentTimeMillis();
        crowd.gather();
        progress.accept(players + " players are in after " + seconds(startedMs) + " s");
        Thread game = Thread.ofVirtual().start(() -> play(crowd, untilMs, complaints));
        for (int i = 0; i < kills; i++) {
          last = test.kill(last, i);
        }
        untilMs.set(System.currentTimeMillis());
        game.join(Duration.ofMillis(DEFINITE_WITHIN_MS + MOMENT_WITHIN_MS));
        AuditVerdict verdict = crowd.inspect(leaks);
        return new Outcome(List.copyOf(test.deaths), statistics, complaints, verdict);
      } finally {
        last.close();
      }
    }
  }

  private static void play(Crowd crowd, AtomicLong untilMs, Complaints complaints) {
    try {
      crowd.play(untilMs::get);
    } catch (InterruptedException stopped) {
      complaints.add("the players were stopped");
    }
  }

  private RunningFairfall kill(RunningFairfall running, int index)
      throws IOException, InterruptedException {
    Thread.sleep(PLAY_BETWEEN_MS);
    Moment moment = Moment.values()[index % Moment.values().length];
    Sight sight = await(moment);
    running.kill();
    long killedMs = System.currentTimeMillis();
    progress.accept("Killed while " + moment + " in round " + sight.id() + " …");
    RunningFairfall next = RunningFairfall.start(options);
    String backSeconds = seconds(killedMs);
    crowd.recheck();
    String end = endOf(sight);
    complaints.unless(
        end.equals("crashed") || (end.equals("voided") && !sight.phase().equals("flying")),
        "round " + sight + " was killed while " + moment + " and ended as " + end);
    String line =
        String.format(
            Locale.ROOT,
            "kill %2d  %-8s round %-4d back after %4s s  round %s",
            index + 1,
            moment.name().toLowerCase(Locale.ROOT),
            sight.id(),
            backSeconds,
            end);
    deaths.add(line);
    progress.accept(line);
    return next;
  }

  private static String seconds(long sinceMs) {
    return String.format(Locale.ROOT, "%.1f", (System.currentTimeMillis() - sinceMs) / 1_000.0);
  }

  /** Waits for the moment, and then a little, so that no two deaths are alike. */
  private Sight await(Moment moment) throws InterruptedException {
    long giveUpMs = System.currentTimeMillis() + MOMENT_WITHIN_MS;
    while (System.currentTimeMillis() < giveUpMs) {
      Sight sight = crowd.watch().now();
      if (moment.isNow(sight, System.currentTimeMillis())) {
        Thread.sleep(random.nextInt(150));
        if (moment.isNow(crowd.watch().now(), System.currentTimeMillis())) {
          return crowd.watch().now();
        }
      }
      Thread.sleep(5);
    }
    throw new IllegalStateException("the moment " + moment + " did not come");
  }

  private String endOf(Sight sight) throws InterruptedException {
    long giveUpMs = System.currentTimeMillis() + ROUND_ENDS_WITHIN_MS;
    String phase = "unknown";
    while (System.currentTimeMillis() < giveUpMs) {
      if (wire.get("/v1/rounds/" + sight.id(), null) instanceof ClientAnswer.Ok ok) {
        phase = ok.body().text("phase");
        if (phase.equals("crashed") || phase.equals("voided")) {
          return phase;
        }
      }
      Thread.sleep(200);
    }
    return phase;
  }
}
