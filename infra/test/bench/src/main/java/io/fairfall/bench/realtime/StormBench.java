package io.fairfall.bench.realtime;

import io.fairfall.bench.node.NodePackages;
import io.fairfall.bench.node.Scratch;
import io.fairfall.load.RunningFairfall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./fairfall bench storm}: thousands of browsers lose the server in one instant and come
 * back to it. Each runs the library that pages run, with a socket of its own; the server is killed
 * without a word and started again on the same port with the same data.
 */
@Command(
    name = "storm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Connects many browsers, kills the server and starts it again, and watches them come back.",
      "Ends with exit code 1 if not all of them are live again with the server's state."
    })
public final class StormBench implements Callable<Integer> {
  private static final int MAX_CLIENTS = 10_000;

  private static final String PAUSE_MS = "3000";

  /** The library forgets its failures after ten seconds of being live. */
  private static final long STABLE_MS = 12_000;

  private static final long LIVE_WITHIN_MS = 1_200_000;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Browsers (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--signed-in",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many of them are players of their own (${DEFAULT-VALUE}).")
  private int signedIn;

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "4",
      description = "Node processes that they run in (${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--players",
      paramLabel = "N",
      defaultValue = "4",
      description = "Bots that bet over HTTP meanwhile (${DEFAULT-VALUE}).")
  private int players;

  @Option(
      names = "--betting-ms",
      paramLabel = "MS",
      defaultValue = "6000",
      description = {
        "How long bets are taken (${DEFAULT-VALUE}): what everybody is told of a round",
        "must leave this machine time for more."
      })
  private int bettingMs;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "4", description = "Of their choices.")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (clients < 1 || clients > MAX_CLIENTS || processes < 1 || signedIn < 0 || players < 1) {
      System.err.println("Give 1 to " + MAX_CLIENTS + " clients, and processes and players.");
      return 2;
    }
    Path root = RunningFairfall.root();
    Path programs = NodePackages.ready(root, "realtime", System.out::println);
    try (Scratch scratch = Scratch.make()) {
      return run(root, programs, scratch);
    }
  }

  private int run(Path root, Path programs, Scratch scratch)
      throws IOException, InterruptedException {
    Path log = root.resolve(".fairfall/bench-storm.log");
    Files.deleteIfExists(log);
    ServerLog said = new ServerLog();
    RunningFairfall.Options options =
        RunningFairfall.Options.fast(root, log, said)
            .keeping(scratch.resolve("data"))
            .setting("BettingMs", Integer.toString(bettingMs))
            .setting("PauseMs", PAUSE_MS);
    System.out.println("Starting Fairfall …");
    RunningFairfall server = RunningFairfall.start(options);
    try (Players bots = Players.playing(server.target(), players, seed);
        Browsers browsers = Browsers.open(programs, options.port(), processes)) {
      List<Guest> guests = Guest.arrive(bots.wire(), signedIn, seed);
      System.out.println("Opening " + clients + " browsers …");
      browsers.start(clients, guests);
      browsers.awaitLive(LIVE_WITHIN_MS, System.out::println);
      Thread.sleep(STABLE_MS);

      browsers.mark();
      said.mark();
      long killedMs = System.currentTimeMillis();
      server.kill();
      System.out.println("Killed. Starting it again …");
      server = RunningFairfall.start(options);
      long readyMs = System.currentTimeMillis();
      boolean live = browsers.awaitLive(LIVE_WITHIN_MS, System.out::println);
      for (Guest guest : guests) {
        guest.receive(bots.wire());
      }
      System.out.println("Comparing what everybody shows …");
      Storm.Comparison comparison = browsers.compare();
      Storm storm = browsers.storm(killedMs, readyMs, comparison, said.snapshotsComputed());
      System.out.println();
      System.out.print(StormTable.of(storm, browsers.expected(clients, storm.seconds())));
      return live && comparison.isEqual(clients) && storm.unexpected().isEmpty() ? 0 : 1;
    } catch (IOException | IllegalStateException failed) {
      System.err.println(String.format(Locale.ROOT, "%s (%s)", failed.getMessage(), log));
      return 1;
    } finally {
      server.close();
    }
  }
}
