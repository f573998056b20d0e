package io.fairfall.bench.realtime;

import io.fairfall.bench.node.NodeProgram;
import io.fairfall.load.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Browsers in several processes, which are given each order at once. */
final class Browsers implements AutoCloseable {
  /** Below what the gateway lets in, so that it is the return that is the storm. */
  private static final int STARTS_PER_SECOND = 100;

  private static final long LOOK_MS = 500;
  private static final int LOOKS_PER_LINE = 10;

  private final List<NodeProgram> programs = new ArrayList<>();
  private final Path folder;
  private final int port;
  private int clients;

  private Browsers(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  static Browsers open(Path folder, int port, int processes) throws IOException {
    Browsers browsers = new Browsers(folder, port);
    for (int i = 0; i < processes; i++) {
      browsers.programs.add(NodeProgram.start(folder, "storm.mjs", "--expose-gc"));
    }
    return browsers;
  }

  /** Starts them little by little, the guests' own first. */
  void start(int count, List<Guest> guests) throws IOException, InterruptedException {
    clients = count;
    int processes = programs.size();
    var _ =
        all(
            index -> {
              List<Map<String, Object>> sessions = new ArrayList<>();
              for (int i = index; i < guests.size(); i += processes) {
                sessions.add(guests.get(i).session());
              }
              int share = count / processes + (index < count % processes ? 1 : 0);
              return Map.of(
                  "do", "start",
                  "port", port,
                  "clients", share,
                  "perSecond", (double) STARTS_PER_SECOND / processes,
                  "sessions", sessions);
            });
  }

  /** Waits until all are live; false if that takes too long. */
  boolean awaitLive(long withinMs, Consumer<String> progress)
      throws IOException, InterruptedException {
    long untilMs = System.currentTimeMillis() + withinMs;
    for (int look = 0; System.currentTimeMillis() < untilMs; look++) {
      List<Tree> answers = all("status");
      long live = answers.stream().mapToLong(answer -> answer.number("live")).sum();
      if (live == clients) {
        return true;
      }
      if (look % LOOKS_PER_LINE == 0) {
        progress.accept("  " + live + " live of " + clients + lost(counted(answers, "losses")));
      }
      Thread.sleep(LOOK_MS);
    }
    return false;
  }

  private static String lost(Map<String, Long> losses) {
    return losses.isEmpty() ? "" : "; lost so far: " + losses;
  }

  /** What all of them counted under a name, by kind. */
  private static Map<String, Long> counted(List<Tree> answers, String name) {
    Map<String, Long> sums = new TreeMap<>();
    for (Tree answer : answers) {
      answer
          .at(name)
          .members()
          .forEach(
              (what, count) ->
                  sums.merge(String.valueOf(what), new Tree(count).number().orElse(0), Long::sum));
    }
    return sums;
  }

  /** From now on everything is written down. */
  void mark() throws IOException, InterruptedException {
    var _ = all("mark");
  }

  Storm.Comparison compare() throws IOException, InterruptedException {
    List<Tree> answers = all("compare");
    long equal = answers.stream().mapToLong(answer -> answer.number("equal")).sum();
    String example =
        answers.stream()
            .flatMap(
                answer ->
                    answer
                        .at("other")
                        .text()
                        .map(other -> other + "\n  instead of\n" + answer.text("shown"))
                        .stream())
            .findFirst()
            .orElse("");
    return new Storm.Comparison(equal, example);
  }

  /** What they wrote down since the mark. */
  Storm storm(
      long killedMs, long readyMs, Storm.Comparison comparison, Map<String, Integer> snapshots)
      throws IOException, InterruptedException {
    List<Double> attempts = new ArrayList<>();
    List<Double> liveAt = new ArrayList<>();
    long requests = 0;
    long rssBytes = 0;
    List<Tree> diaries = all("diary");
    for (Tree diary : diaries) {
      diary.at("attempts").items().forEach(at -> attempts.add(secondsAfter(killedMs, at)));
      diary.at("liveAt").items().forEach(at -> liveAt.add(secondsAfter(killedMs, at)));
      requests += diary.number("requests");
      rssBytes += diary.at("memory").number("rssBytes");
    }
    return new Storm(
        clients,
        (readyMs - killedMs) / 1_000.0,
        attempts,
        liveAt,
        counted(diaries, "errors"),
        counted(diaries, "losses"),
        requests,
        rssBytes / clients,
        comparison,
        snapshots);
  }

  /** How many attempts the library's formula expects in each second while none succeeds. */
  List<Double> expected(int count, int seconds) throws IOException {
    try (NodeProgram formula = NodeProgram.start(folder, "backoff.mjs")) {
      return formula
          .ask("expected", Map.of("clients", count, "seconds", seconds))
          .at("perSecond")
          .items()
          .stream()
          .map(Browsers::decimal)
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    for (NodeProgram program : programs) {
      program.close();
    }
  }

  private static double secondsAfter(long killedMs, Tree at) {
    return (decimal(at) - killedMs) / 1_000.0;
  }

  private static double decimal(Tree number) {
    return number.value() instanceof Number value ? value.doubleValue() : 0;
  }

  /** An order with its parameters, for one of the processes. */
  private interface Order {
    Map<String, Object> of(int index);
  }

  private List<Tree> all(String order) throws IOException, InterruptedException {
    return all(index -> Map.of("do", order));
  }

  private List<Tree> all(Order order) throws IOException, InterruptedException {
    List<Callable<Tree>> calls = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      int index = i;
      calls.add(
          () -> {
            Map<String, Object> parameters = order.of(index);
            return programs.get(index).ask(String.valueOf(parameters.get("do")), parameters);
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Tree> answers = new ArrayList<>();
      for (Future<Tree> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }
}
