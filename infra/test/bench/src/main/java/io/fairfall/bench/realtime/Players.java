package io.fairfall.bench.realtime;

import io.fairfall.load.Complaints;
import io.fairfall.load.Crowd;
import io.fairfall.load.FeedProbe;
import io.fairfall.load.LoadPlan;
import io.fairfall.load.Statistics;
import io.fairfall.load.Target;
import io.fairfall.load.Wire;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Bots that bet over HTTP until they are told to stop, so that there is something to hear of. */
final class Players implements AutoCloseable {
  private static final long DEFINITE_WITHIN_MS = 60_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Wire wire;
  private final Crowd crowd;
  private final Complaints complaints = new Complaints();
  private final AtomicLong untilMs = new AtomicLong(Long.MAX_VALUE);
  private final Thread game;

  private Players(Target target, int players, long seed) {
    this.wire = new Wire(target, new Statistics(), FeedProbe.NONE);
    LoadPlan plan = new LoadPlan(players, Duration.ZERO, 0, seed, Duration.ZERO);
    this.crowd = new Crowd(wire, plan, complaints, DEFINITE_WITHIN_MS);
    this.game = Thread.ofVirtual().name("players").unstarted(this::play);
  }

  /** Signs them in and lets them play. */
  static Players playing(Target target, int players, long seed) throws InterruptedException {
    Players all = new Players(target, players, seed);
    all.crowd.gather();
    all.game.start();
    return all;
  }

  Wire wire() {
    return wire;
  }

  private void play() {
    try {
      crowd.play(untilMs::get);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets them finish their round. */
  @Override
  public void close() {
    untilMs.set(System.currentTimeMillis());
    try {
      var _ = game.join(PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    crowd.close();
    wire.close();
  }
}
