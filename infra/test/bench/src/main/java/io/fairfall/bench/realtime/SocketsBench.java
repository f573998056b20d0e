package io.fairfall.bench.realtime;

import io.fairfall.bench.node.NodePackages;
import io.fairfall.bench.node.NodeProgram;
import io.fairfall.bench.node.Scratch;
import io.fairfall.load.FeedProbe;
import io.fairfall.load.RunningFairfall;
import io.fairfall.load.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./fairfall bench sockets}: many sockets on the real code end to end, then as many on a
 * Socket.IO server that is handed the very events that the first ones heard.
 *
 * <p>One process with light clients serves both, one after the other, so that what clients cost is
 * the same for both. The two servers do not do the same work: ours stores an entry, is told of it
 * by the table's stream, looks up who follows and posts to each; Socket.IO is handed the event in
 * memory. So two times are told of ours: from the commit, and from the first post, which is where
 * Socket.IO begins.
 */
@Command(
    name = "sockets",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how soon each of many sockets hears of every event.",
      "It starts the system with fast rounds, and then replays the same events through Socket.IO",
      "to as many."
    })
public final class SocketsBench implements Callable<Integer> {
  private static final int CONNECTS_PER_SECOND = 100;
  private static final int MAX_CLIENTS = 10_000;
  private static final int WARM_UP_CLIENTS = 100;
  private static final int WARM_UP_PAUSE_MS = 30;
  private static final long GOODBYES_MS = 3_000;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Sockets (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Rounds that are measured (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "10",
      description = {
        "Rounds before those (${DEFAULT-VALUE}): a post costs a fourth of the first ones once the",
        "code that makes it is compiled, in each function by itself."
      })
  private int warmUp;

  @Option(
      names = "--players",
      paramLabel = "N",
      defaultValue = "20",
      description = "Bots that bet over HTTP meanwhile (${DEFAULT-VALUE}).")
  private int players;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "4", description = "Of their choices.")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (clients < 1 || clients > MAX_CLIENTS || rounds < 1 || warmUp < 1 || players < 1) {
      System.err.println("Give 1 to " + MAX_CLIENTS + " clients, and rounds and players to see.");
      return 2;
    }
    Path root = RunningFairfall.root();
    Path programs = NodePackages.ready(root, "realtime", System.out::println);
    try (Scratch scratch = Scratch.make();
        NodeProgram crowd = NodeProgram.start(programs, "clients.mjs")) {
      Side fairfall = fairfall(root, scratch, crowd);
      System.out.println("The same events through Socket.IO …");
      Side socketIo = socketIo(programs, crowd, fairfall.events());
      System.out.println();
      System.out.print(SocketsTable.of(clients, fairfall, socketIo));
      return 0;
    } catch (IOException | IllegalStateException failed) {
      System.err.println(failed.getMessage());
      return 1;
    }
  }

  /**
   * What was measured of one server.
   *
   * @param memory of all connections together
   * @param committed from the entry in the journal, by channel; of Socket.IO nothing
   * @param sent from the first post or the emit, by channel
   * @param bytes that arrived at all clients
   * @param repeats copies of what a client had already heard
   */
  record Side(
      Memory memory,
      Map<String, Latency> committed,
      Map<String, Latency> sent,
      long bytes,
      long repeats,
      long rounds,
      List<Told> events) {}

  /**
   * An event as the clients heard it.
   *
   * @param key names it among all events
   * @param firstHeardAtMs in milliseconds since 1970
   */
  record Told(String key, String text, double firstHeardAtMs) {
    static Told of(Tree event) {
      return new Told(
          event.text("key"), event.text("text"), Latency.decimal(event, "firstHeardAt"));
    }
  }

  private Side fairfall(Path root, Scratch scratch, NodeProgram crowd)
      throws IOException, InterruptedException {
    System.out.println("Starting Fairfall with fast rounds …");
    RunningFairfall.Options options =
        RunningFairfall.Options.fast(
                root, root.resolve(".fairfall/bench-sockets.log"), FeedProbe.NONE)
            .keeping(scratch.resolve("data"));
    int port = options.port();
    try (RunningFairfall running = RunningFairfall.start(options);
        Players _ = Players.playing(running.target(), players, seed)) {
      System.out.println("Warming up: " + WARM_UP_CLIENTS + " sockets for a round …");
      connect(crowd, "fairfall", port, WARM_UP_CLIENTS);
      crowd.ask("rounds", Map.of("rounds", 1));
      crowd.ask("leave");
      Thread.sleep(GOODBYES_MS);
      Server server = Server.of(running);
      Memory before = server.memory();
      System.out.println("Connecting " + clients + " sockets …");
      connect(crowd, "fairfall", port, clients);
      Memory after = server.memory();
      System.out.println("Warming up: " + warmUp + " rounds …");
      crowd.ask("rounds", Map.of("rounds", warmUp));
      System.out.println("Measuring " + rounds + " rounds, with " + players + " players …");
      server.recordPosts();
      Tree heard = crowd.ask("rounds", Map.of("rounds", rounds));
      Map<Integer, Double> posts = server.firstPosts(scratch.resolve("posts.jfr"));
      List<Told> events = heard.at("events").items().stream().map(Told::of).toList();
      Side side =
          new Side(
              after.since(before),
              latencies(crowd, null),
              latencies(crowd, sentAt(events, posts)),
              heard.number("bytes"),
              heard.number("repeats"),
              heard.number("rounds"),
              events);
      crowd.ask("leave");
      return side;
    }
  }

  private Side socketIo(Path programs, NodeProgram crowd, List<Told> events) throws IOException {
    try (NodeProgram server = NodeProgram.start(programs, "socketio-server.mjs", "--expose-gc")) {
      int port = (int) server.ask("listen").number("port");
      connect(crowd, "socketio", port, WARM_UP_CLIENTS);
      play(server, events.subList(0, Math.min(events.size(), WARM_UP_CLIENTS)), 1);
      crowd.ask("leave");
      Memory before = Memory.of(server.ask("memory"));
      connect(crowd, "socketio", port, clients);
      Memory after = Memory.of(server.ask("memory"));
      play(server, events, WARM_UP_PAUSE_MS);
      crowd.ask("listen");
      Map<String, Object> sentAt = play(server, events, 0);
      Tree heard = crowd.ask("heard");
      return new Side(
          after.since(before),
          Map.of(),
          latencies(crowd, sentAt),
          heard.number("bytes"),
          heard.number("repeats"),
          heard.number("rounds"),
          events);
    }
  }

  private static void connect(NodeProgram crowd, String protocol, int port, int clients)
      throws IOException {
    crowd.ask(
        "connect",
        Map.of(
            "protocol", protocol,
            "port", port,
            "clients", clients,
            "perSecond", CONNECTS_PER_SECOND));
  }

  /**
   * Lets Socket.IO tell everybody the events, with the pauses in which they were first heard.
   *
   * @param pauseMs between two events where it is not 0, instead of their own pauses
   * @return when each was handed to Socket.IO, by its key
   */
  private static Map<String, Object> play(NodeProgram server, List<Told> events, int pauseMs)
      throws IOException {
    double began = events.isEmpty() ? 0 : events.getFirst().firstHeardAtMs();
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Told event : events) {
      double atMs = pauseMs > 0 ? lines.size() * pauseMs : event.firstHeardAtMs() - began;
      lines.add(Map.of("key", event.key(), "text", event.text(), "atMs", atMs));
    }
    Map<String, Object> sentAt = new HashMap<>();
    server
        .ask("play", Map.of("events", lines))
        .at("sentAt")
        .members()
        .forEach((key, at) -> sentAt.put(String.valueOf(key), at));
    return sentAt;
  }

  private static Map<String, Object> sentAt(List<Told> events, Map<Integer, Double> posts) {
    Map<String, Object> sentAt = new HashMap<>();
    for (Told event : events) {
      Double first = posts.get(event.text().hashCode());
      if (first != null) {
        sentAt.put(event.key(), first);
      }
    }
    return sentAt;
  }

  private static Map<String, Latency> latencies(
      NodeProgram crowd, @org.jspecify.annotations.Nullable Map<String, Object> sentAt)
      throws IOException {
    Map<String, Object> parameters = new HashMap<>();
    if (sentAt != null) {
      parameters.put("since", sentAt);
    }
    Map<String, Latency> latencies = new HashMap<>();
    crowd
        .ask("latencies", parameters)
        .members()
        .forEach(
            (channel, summary) ->
                latencies.put(String.valueOf(channel), Latency.of(new Tree(summary))));
    return latencies;
  }
}
