package io.fairfall.bench.realtime;

import io.fairfall.load.FeedProbe;
import io.fairfall.load.RunningFairfall;
import io.fairfall.load.Statistics;
import io.fairfall.load.Tree;
import io.fairfall.load.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** The process of a running system, seen from outside: its memory and its flight recordings. */
final class Server {
  private static final String RECORDING = "posts";
  private static final String POST = "io.fairfall.runner.Post";
  private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");
  private static final int KIBI = 1 << 10;

  private final long processId;

  private Server(long processId) {
    this.processId = processId;
  }

  static Server of(RunningFairfall running) {
    try (Wire wire = new Wire(running.target(), new Statistics(), FeedProbe.NONE)) {
      Tree status = wire.get("/dev/status", null).require("the status");
      Tree gateway =
          status.at("parts").items().stream()
              .filter(part -> part.text("name").equals("gateway"))
              .findFirst()
              .orElseThrow();
      return new Server(gateway.number("pid"));
    }
  }

  /** What is left after two collections, and what the process holds then. */
  Memory memory() throws IOException, InterruptedException {
    jcmd("GC.run"); // objects with cleaners go with the second
    jcmd("GC.run");
    Matcher used = HEAP_USED.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IOException("the heap's size is not told");
    }
    long heapKb = Long.parseLong(used.group(1));
    long rssKb = Long.parseLong(run("ps", "-o", "rss=", "-p", Long.toString(processId)).strip());
    return new Memory(rssKb * KIBI, heapKb * KIBI);
  }

  /** From now on the gateway records when each post arrived. */
  void recordPosts() throws IOException, InterruptedException {
    jcmd("JFR.start", "name=" + RECORDING, "settings=none", "+" + POST + "#enabled=true");
  }

  /**
   * Ends the recording.
   *
   * @return by the hash of a message's text, when the first post of it arrived, in milliseconds
   *     since 1970
   */
  Map<Integer, Double> firstPosts(Path file) throws IOException, InterruptedException {
    jcmd("JFR.stop", "name=" + RECORDING, "filename=" + file);
    Map<Integer, Double> first = new HashMap<>();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals(POST)) {
          first.merge(
              event.getInt("textHash"), event.getLong("arrivedAtMicros") / 1_000.0, Math::min);
        }
      }
    }
    return first;
  }

  private String jcmd(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(processId));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }
}
