package io.fairfall.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairfall load}: hundreds of players for some minutes, then a look from outside. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plays with many bots, then verifies every account and round from outside.",
      "Without --url it starts the system itself, with fast rounds, and stops it afterwards.",
      "Ends with exit code 1 if a promise was broken or a response was a 5xx."
    })
public final class LoadCommand implements Callable<Integer> {
  /** After a restart all of them ask again at once. */
  private static final int MAX_PLAYERS_TO_KILL = 40;

  private static final Duration SETTLEMENT = Duration.ofMinutes(4);

  @Option(
      names = "--players",
      paramLabel = "N",
      defaultValue = "200",
      description = "Bots (${DEFAULT-VALUE}).")
  private int players;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long they bet (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--socket-share",
      paramLabel = "0..1",
      defaultValue = "0.5",
      description = "Share of the bots that play over the WebSocket (${DEFAULT-VALUE}).")
  private double socketShare;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the bots' choices (printed).")
  private @Nullable Long seed;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A system that runs on this machine already, like http://localhost:8080.")
  private @Nullable String url;

  @Option(names = "--data", paramLabel = "DIR", description = "Where the system keeps its state.")
  private @Nullable Path data;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "Kill the whole system N times in mid-round instead of playing for minutes.")
  private int kills;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
    try {
      return kills > 0 ? kill(chosen) : load(chosen);
    } catch (IllegalArgumentException | IllegalStateException | IOException refused) {
      System.err.println(refused.getMessage());
      return 1;
    }
  }

  private int load(long chosen) throws IOException, InterruptedException {
    LoadPlan plan =
        new LoadPlan(
            players,
            Duration.ofMillis(Math.round(minutes * 60_000)),
            socketShare,
            chosen,
            SETTLEMENT);
    String there = url;
    if (there != null) {
      return report(
          Load.run(Target.parse(there), plan, new Leaks(FeedProbe.NONE), System.out::println));
    }
    System.out.println("Starting Fairfall with fast rounds …");
    Leaks leaks = new Leaks(FeedProbe.NONE);
    try (RunningFairfall running = RunningFairfall.start(options(leaks))) {
      return report(Load.run(running.target(), plan, leaks, System.out::println));
    }
  }

  private int kill(long chosen) throws IOException, InterruptedException {
    if (url != null) {
      throw new IllegalArgumentException(
          "--kills kills only what it started itself: leave out --url.");
    }
    RunningFairfall.Options options = options(FeedProbe.NONE);
    Path root = options.root().resolve(".fairfall");
    Path kept = options.data().orElse(root.resolve("kills-" + chosen + "-" + options.port()));
    System.out.println("Killing " + kills + " times (seed " + chosen + ", data in " + kept + ") …");
    Kills.Outcome outcome =
        Kills.run(
            options.keeping(kept),
            kills,
            Math.min(players, MAX_PLAYERS_TO_KILL),
            chosen,
            System.out::println);
    System.out.print(LoadSummary.of(outcome));
    return outcome.isGood() ? 0 : 1;
  }

  private RunningFairfall.Options options(FeedProbe probe) throws IOException {
    Path root = RunningFairfall.root();
    RunningFairfall.Options options =
        RunningFairfall.Options.fast(root, root.resolve(".fairfall/load.log"), probe);
    Path folder = data;
    return folder == null ? options : options.keeping(folder.toAbsolutePath());
  }

  private static int report(Load.Outcome outcome) {
    System.out.println();
    System.out.print(LoadSummary.of(outcome));
    return outcome.isGood() ? 0 : 1;
  }
}
