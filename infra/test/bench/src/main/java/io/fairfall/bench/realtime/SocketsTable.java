package io.fairfall.bench.realtime;

import io.fairfall.bench.realtime.SocketsBench.Side;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;

/** The two sides beside each other, as a table in Markdown. */
final class SocketsTable {
  private static final double KILO = 1_000;
  private static final Map<String, String> CHANNELS =
      Map.of("game", "game events", "rounds", "bets events");

  private final Formatter text = new Formatter(Locale.ROOT);
  private final int clients;

  private SocketsTable(int clients) {
    this.clients = clients;
  }

  static String of(int clients, Side ours, Side theirs) {
    SocketsTable table = new SocketsTable(clients);
    table.text.format(
        "%,d sockets each, %d rounds, %,d events.%n", clients, ours.rounds(), ours.events().size());
    table.text.format("%n| | Fairfall | Socket.IO | ratio |%n");
    table.text.format("|---|---|---|---|%n");
    for (String channel : java.util.List.of("game", "rounds")) {
      table.latency("committed to heard", channel, ours.committed(), theirs.committed());
    }
    for (String channel : java.util.List.of("game", "rounds")) {
      table.latency("sent to heard", channel, ours.sent(), theirs.sent());
    }
    table.number("bytes per client and round", table.perRound(ours), table.perRound(theirs));
    table.number(
        "copies of what was known, per client and round",
        copies(ours, clients),
        copies(theirs, clients));
    table.number(
        "live heap per connection, kB",
        table.each(ours.memory().heapBytes()),
        table.each(theirs.memory().heapBytes()));
    table.number(
        "resident memory per connection, kB",
        table.each(ours.memory().rssBytes()),
        table.each(theirs.memory().rssBytes()));
    table.text.format(
        "%nTimes are p50 / p99 in milliseconds, over every event and every client.%n");
    table.missing("Fairfall", ours);
    table.missing("Socket.IO", theirs);
    return table.text.toString();
  }

  private void latency(
      String what, String channel, Map<String, Latency> ours, Map<String, Latency> theirs) {
    Latency one = ours.get(channel);
    Latency other = theirs.get(channel);
    String label = CHANNELS.getOrDefault(channel, channel) + ", " + what;
    if (one == null) {
      return;
    }
    if (other == null) {
      text.format("| %s | %s | | |%n", label, one);
    } else {
      text.format(
          "| %s | %s | %s | %.1f / %.1f |%n",
          label, one, other, one.p50() / other.p50(), one.p99() / other.p99());
    }
  }

  private void number(String label, double ours, double theirs) {
    String ratio = theirs == 0 ? "" : String.format(Locale.ROOT, "%.1f", ours / theirs);
    text.format("| %s | %,.1f | %,.1f | %s |%n", label, ours, theirs, ratio);
  }

  private void missing(String name, Side side) {
    long missing = side.sent().values().stream().mapToLong(Latency::missing).sum();
    if (missing > 0) {
      text.format("%s: %,d times a client did not hear of an event.%n", name, missing);
    }
  }

  private double perRound(Side side) {
    return (double) side.bytes() / clients / Math.max(1, side.rounds());
  }

  private static double copies(Side side, int clients) {
    return (double) side.repeats() / clients / Math.max(1, side.rounds());
  }

  private double each(long bytes) {
    return bytes / KILO / clients;
  }
}
