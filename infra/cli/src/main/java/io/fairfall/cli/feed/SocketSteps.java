package io.fairfall.cli.feed;

import io.fairfall.load.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a socket of a house has to do, one step after the other: connect, say hello, answer pings,
 * refuse by name, break, and go on from what was known.
 */
final class SocketSteps {
  private static final List<String> CHANNELS = List.of("game", "rounds", "settings");
  private static final Set<String> STATUSES = Set.of("ok", "replay", "snapshot");
  private static final int PINGS = 5;
  private static final double NANOS_PER_MS = 1e6;

  private final Opener opener;
  private final Consumer<Step> told;
  private final LongSupplier nanos;
  private final Map<String, Object> positions = new TreeMap<>();
  private String epoch = "";
  private int events;
  private boolean isGood = true;

  SocketSteps(Opener opener, Consumer<Step> told, LongSupplier nanos) {
    this.opener = opener;
    this.told = told;
    this.nanos = nanos;
  }

  /** Opens connections. */
  interface Opener {
    /** A connection that stands. */
    Plug open() throws IOException;
  }

  /** A connection, as the steps need it. */
  interface Plug {
    void send(String text) throws IOException;

    /** The next message; fails where there is none in time, or never will be. */
    Tree next() throws IOException;

    /** Goes away without a word. */
    void drop();
  }

  /** A step that is done. */
  record Step(String name, boolean ok, long ms, String detail) {}

  private interface Act {
    String act() throws IOException;
  }

  private static final class Held {
    private Plug plug;

    Held(Plug plug) {
      this.plug = plug;
    }
  }

  /** Takes all steps; whether each of them went well. */
  boolean run() {
    Held held = new Held(NO_PLUG);
    boolean isOpen = step("connect", () -> open(held));
    if (isOpen && step("hello", () -> greet(held.plug, "h1"))) {
      step("round trip", () -> roundTrips(held.plug));
      step("refused by name", () -> refused(held.plug));
      step("drop", () -> drop(held.plug));
      step("come back", () -> open(held) + ", " + greet(held.plug, "h2"));
    }
    held.plug.drop();
    return isGood;
  }

  private static final Plug NO_PLUG =
      new Plug() {
        @Override
        public void send(String text) throws IOException {
          throw new IOException("there is no connection");
        }

        @Override
        public Tree next() throws IOException {
          throw new IOException("there is no connection");
        }

        @Override
        public void drop() {}
      };

  private boolean step(String name, Act act) {
    long from = nanos.getAsLong();
    boolean ok = true;
    String detail;
    try {
      detail = act.act();
    } catch (IOException failure) {
      ok = false;
      isGood = false;
      detail = String.valueOf(failure.getMessage());
    }
    told.accept(new Step(name, ok, Math.round(msSince(from)), detail));
    return ok;
  }

  private String open(Held held) throws IOException {
    held.plug = opener.open();
    return "open";
  }

  private static String drop(Plug plug) {
    plug.drop();
    return "closed without a word";
  }

  private String greet(Plug plug, String requestId) throws IOException {
    Map<String, Object> hello = new LinkedHashMap<>();
    hello.put("action", "hello");
    hello.put("requestId", requestId);
    hello.put("channels", CHANNELS);
    if (!positions.isEmpty()) {
      hello.put("positions", positions);
    }
    if (!epoch.isEmpty()) {
      hello.put("epoch", epoch);
    }
    plug.send(Tree.write(hello));
    Tree ack = answer(plug, requestId, "hello_ack");
    List<String> statuses = new ArrayList<>();
    for (String channel : CHANNELS) {
      Tree answer = ack.at("channels").at(channel);
      String status = answer.at("status").text().orElse("nothing");
      if (!STATUSES.contains(status)) {
        throw new IOException(channel + " was answered " + status);
      }
      statuses.add(channel + " " + status);
      Object position = answer.at("position").value();
      if (position != null) {
        positions.put(channel, position);
      }
      answer.at("epoch").text().ifPresent(told -> epoch = told);
    }
    ack.at("epoch").text().ifPresent(told -> epoch = told);
    return String.join(", ", statuses) + "; " + events + " events before";
  }

  private String roundTrips(Plug plug) throws IOException {
    List<Double> trips = new ArrayList<>();
    for (int i = 1; i <= PINGS; i++) {
      long from = nanos.getAsLong();
      plug.send(Tree.write(Map.of("action", "ping", "requestId", "p" + i)));
      answer(plug, "p" + i, "pong");
      trips.add(msSince(from));
    }
    trips.sort(null);
    return String.format(
        Locale.ROOT,
        "median %.1f ms, worst %.1f ms of %d",
        trips.get(PINGS / 2),
        trips.getLast(),
        PINGS);
  }

  private String refused(Plug plug) throws IOException {
    plug.send(Tree.write(Map.of("action", "hello", "requestId", "old", "lastEventId", 1)));
    Tree problem = answer(plug, "old", "error").at("problem");
    String detail = problem.at("detail").text().orElse("");
    if (!problem.at("code").text().orElse("").equals("VALIDATION")
        || !detail.contains("lastEventId")) {
      throw new IOException("an unknown member was answered " + problem);
    }
    return detail;
  }

  private Tree answer(Plug plug, String requestId, String type) throws IOException {
    while (true) {
      Tree message = plug.next();
      events += message.at("channel").isPresent() ? 1 : 0;
      if (message.at("requestId").text().orElse("").equals(requestId)) {
        if (message.at("type").text().orElse("").equals(type)) {
          return message;
        }
        throw new IOException(type + " was expected, and came " + message);
      }
    }
  }

  private double msSince(long from) {
    return (nanos.getAsLong() - from) / NANOS_PER_MS;
  }
}
