package io.fairfall.realtime;

import io.fairfall.crash.Round;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.realtime.channels.Events;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One life of the model, all of it from one seed: a house is played in, clients come and go, and
 * everything between them goes wrong: events are lost, doubled and reordered, sockets break,
 * answers come late or never, the server starts anew, the tables are restored. Then it is calm for
 * a while, and whatever a client shows must be what the house has.
 */
final class ModelRun {
  private static final long START_MS = 1_795_168_830_000L;
  private static final long EVIL_MS = 70_000;
  private static final long CALM_MS = 40_000;
  private static final int MAX_STEPS = 60_000;
  private static final long HOLD_MS = 400;
  private static final long PING_EVERY_MS = 5_000;
  private static final long ANSWER_MS = 6_000;

  private final SplittableRandom random;
  private final PriorityQueue<Step> steps = new PriorityQueue<>();
  private final Map<String, Line> lines = new HashMap<>();
  private final List<Life> lives = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final ModelHouse house;
  private final ModelServer server;
  private final int evilPercent;

  /**
   * In some lives whatever is posted on an open socket arrives. Then nobody needs a ping to see
   * everything, and nobody pings: what only a pong heals is found.
   */
  private final boolean faithful;

  private long nowMs = START_MS;
  private long drawn;
  private int history;
  private boolean calm;

  private record Step(long atMs, long order, Runnable work) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return atMs != other.atMs ? Long.compare(atMs, other.atMs) : Long.compare(order, other.order);
    }
  }

  /** A socket: what is posted on it arrives in order, while both ends are there. */
  private static final class Line {
    private final Life life;
    private boolean open = true;
    private long lastArrivalMs;

    Line(Life life) {
      this.life = life;
    }
  }

  /** A client's life: connecting, saying hello, recovering. */
  private final class Life {
    private final ModelClient client;
    private @Nullable String connection;
    private boolean welcomed;
    private boolean patient;
    private int generation;

    Life(ModelClient client) {
      this.client = client;
    }

    void connect() {
      generation++;
      String id = client.name + "." + generation;
      connection = id;
      welcomed = false;
      patient = false;
      lines.put(id, new Line(this));
      server.open(id);
      client.connected();
      hello();
      ping(generation);
    }

    void hello() {
      int of = generation;
      String id = connection;
      if (id == null) {
        return;
      }
      String text = client.hello();
      after(1 + random.nextInt(60), () -> ask(id, of, text));
      after(
          ANSWER_MS,
          () -> {
            if (of == generation && !welcomed) {
              lose();
            }
          });
    }

    private void ask(String id, int of, String text) {
      boolean lost = evil(4);
      server
          .hello(id, client.player, text)
          .filter(answer -> !lost)
          .ifPresent(answer -> after(replyMs(), () -> heardFrom(id, of, answer)));
    }

    private void heardFrom(String id, int of, String answer) {
      Line line = lines.get(id);
      if (of == generation && line != null && line.open) {
        welcomed = true;
        if (client.acknowledge(MessageTree.parse(answer))) {
          hello();
        }
        watch();
      }
    }

    void ping(int of) {
      after(
          PING_EVERY_MS,
          () -> {
            String id = connection;
            if (of != generation || id == null || faithful) {
              return;
            }
            server
                .positions(id, client.player)
                .ifPresent(told -> after(replyMs(), () -> pong(of, told)));
            ping(of);
          });
    }

    private void pong(int of, String positions) {
      MessageTree told = MessageTree.parse(positions);
      if (of == generation && client.isBehind(told)) {
        after(
            HOLD_MS,
            () -> {
              if (of == generation && client.isBehind(told)) {
                hello();
              }
            });
      }
    }

    /** A hole is given some time to fill by itself. */
    void watch() {
      if (!welcomed || patient || !client.hasGap()) {
        return;
      }
      int of = generation;
      patient = true;
      after(
          HOLD_MS,
          () -> {
            if (of == generation) {
              patient = false;
              if (client.hasGap()) {
                hello();
                patient = true;
                after(2 * HOLD_MS, () -> patient = false);
              }
            }
          });
    }

    void lose() {
      String id = connection;
      if (id == null) {
        return;
      }
      connection = null;
      generation++;
      Line line = lines.get(id);
      if (line != null) {
        line.open = false;
      }
      // the server learns of it late, or when a post finds nobody there
      if (!evil(5)) {
        after(random.nextInt(2_000), () -> server.close(id));
      }
      after(1_000 + random.nextInt(3_000), this::connect);
    }
  }

  private ModelRun(long seed) {
    this.random = new SplittableRandom(seed);
    this.evilPercent = 1 + random.nextInt(6);
    this.faithful = random.nextInt(3) == 0;
    InstantSource clock = () -> Instant.ofEpochMilli(nowMs);
    this.house = new ModelHouse(random, clock, this::appended);
    this.server =
        new ModelServer(
            house, new ModelCache(clock), clock, random, this::somethingHappens, evilPercent);
  }

  /** Lives a seed; what went wrong, in words, or nothing. */
  static String live(long seed) {
    ModelRun run = new ModelRun(seed);
    try {
      run.live();
    } catch (RuntimeException failure) {
      run.violations.add(failure + " at " + Arrays.toString(failure.getStackTrace()));
    }
    return run.violations.isEmpty() ? "" : "seed " + seed + ": " + run.violations.getFirst();
  }

  private void live() {
    for (String player : List.of(RealtimeFixture.ALICE, RealtimeFixture.BOB, "")) {
      String name = player.isEmpty() ? "spectator" : player.substring(0, 6);
      lives.add(new Life(new ModelClient(name, player.isEmpty() ? null : player, violations::add)));
    }
    conduct();
    play();
    goWrong();
    for (Life life : lives) {
      after(random.nextInt(20_000), life::connect);
    }
    work(START_MS + EVIL_MS);
    calm = true;
    server.calm();
    work(START_MS + EVIL_MS + CALM_MS);
    lives.forEach(this::compare);
  }

  private void work(long untilMs) {
    for (int step = 0; step < MAX_STEPS; step++) {
      Step next = steps.peek();
      if (next == null || next.atMs() > untilMs || !violations.isEmpty()) {
        nowMs = Math.max(nowMs, untilMs);
        return;
      }
      steps.poll();
      nowMs = Math.max(nowMs, next.atMs());
      next.work().run();
    }
    violations.add("it never rests");
  }

  private void after(long ms, Runnable work) {
    steps.add(new Step(nowMs + ms, drawn++, work));
  }

  private boolean evil(int weight) {
    return !calm && random.nextInt(100) < weight * evilPercent;
  }

  private long replyMs() {
    return evil(3) ? 500 + random.nextInt(4_000) : 1 + random.nextInt(80);
  }

  // ---------------------------------------------------------------- what the house does

  private void conduct() {
    after(
        500 + random.nextInt(4_000),
        () -> {
          if (!calm) {
            house.conduct();
            conduct();
          }
        });
  }

  private void play() {
    after(
        100 + random.nextInt(1_500),
        () -> {
          if (!calm) {
            house.play(random.nextBoolean() ? RealtimeFixture.ALICE : RealtimeFixture.BOB);
            play();
          }
        });
  }

  private void somethingHappens() {
    if (random.nextBoolean()) {
      house.conduct();
    } else {
      house.play(random.nextBoolean() ? RealtimeFixture.ALICE : RealtimeFixture.BOB);
    }
  }

  private void goWrong() {
    after(
        1_000 + random.nextInt(5_000),
        () -> {
          if (calm) {
            return;
          }
          switch (random.nextInt(8)) {
            case 0 -> restart();
            case 1 -> restore();
            default -> lives.get(random.nextInt(lives.size())).lose();
          }
          goWrong();
        });
  }

  private void restart() {
    server.restart();
    lives.forEach(Life::lose);
  }

  private void restore() {
    history++;
    house.restoreTo(nowMs - random.nextInt(20_000));
    restart();
  }

  // ---------------------------------------------------------------- streams

  /** The stream brings an entry to those who follow then, at least once, in no order. */
  private void appended(Entry entry) {
    Events.Addressed told = Events.of(entry);
    String text = JsonCodec.write(told.event());
    int of = history;
    Runnable broadcast =
        () -> {
          if (of == history) {
            server.followers(told.topic()).forEach(id -> post(id, text));
          }
        };
    // a stream takes its time, or none at all: a hello may be in the middle of its reads
    if (random.nextInt(3) == 0) {
      broadcast.run();
    } else if (faithful || !evil(2)) {
      after(5 + random.nextInt(400), broadcast);
    }
    if (evil(2)) {
      after(5 + random.nextInt(1_500), broadcast);
    }
  }

  private void post(String id, String text) {
    Line line = lines.get(id);
    if (line == null || !line.open) {
      server.close(id);
      return;
    }
    if (!faithful && evil(3)) {
      return; // the client was too slow just then
    }
    line.lastArrivalMs = Math.max(line.lastArrivalMs, nowMs + 1 + random.nextInt(150));
    after(
        line.lastArrivalMs - nowMs,
        () -> {
          if (line.open) {
            line.life.client.event(MessageTree.parse(text));
            line.life.watch();
          }
        });
  }

  private void compare(Life life) {
    ModelView view = life.client.view;
    List<Round> rounds = house.rounds();
    Round newest = rounds.isEmpty() ? null : rounds.getFirst();
    String round = newest == null ? "" : Long.toString(newest.id());
    Map<String, String> sees = new LinkedHashMap<>();
    Map<String, String> has = new LinkedHashMap<>();
    sees.put("round", view.round);
    has.put("round", round);
    sees.put("crash", view.crash);
    has.put("crash", ModelTruth.crash(newest));
    sees.put("ending", view.ending);
    has.put("ending", ModelTruth.ending(newest));
    List<String> crashes = ModelTruth.crashes(rounds);
    sees.put("crashes", view.crashes().toString());
    has.put(
        "crashes", crashes.subList(0, Math.min(view.crashes().size(), crashes.size())).toString());
    if (newest != null) {
      sees.put("bets", ModelTruth.bets(view.bets()));
      has.put("bets", ModelTruth.bets(house.events(), newest.id()));
    }
    if (life.client.player != null) {
      sees.put("account", view.account);
      has.put("account", ModelTruth.account(house.accountJournals(), life.client.player));
    }
    if (!sees.equals(has)) {
      violations.add(life.client.name + " sees " + sees + ", but the house has " + has);
    }
  }
}
