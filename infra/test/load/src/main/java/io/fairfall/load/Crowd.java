package io.fairfall.load;

import io.fairfall.load.Statistics.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/** All bots of a run. Those without a socket share one who polls the round for them. */
public final class Crowd implements AutoCloseable {
  private static final int SIGN_INS_AT_ONCE = 8;
  private static final long POLL_MS = 150;

  private final Wire wire;
  private final LoadPlan plan;
  private final Complaints complaints;
  private final long definiteWithinMs;
  private final Watch watch = new Watch();
  private final List<Bot> bots = new ArrayList<>();
  private final Thread poller = Thread.ofVirtual().name("poller").unstarted(this::poll);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param definiteWithinMs how long a bot asks again for an unknown outcome
   */
  public Crowd(Wire wire, LoadPlan plan, Complaints complaints, long definiteWithinMs) {
    this.wire = wire;
    this.plan = plan;
    this.complaints = complaints;
    this.definiteWithinMs = definiteWithinMs;
  }

  /** Signs everybody in. */
  public void gather() throws InterruptedException {
    poller.start();
    Semaphore door = new Semaphore(SIGN_INS_AT_ONCE);
    List<Callable<Bot>> arrivals = new ArrayList<>();
    for (int i = 0; i < plan.players(); i++) {
      int index = i;
      arrivals.add(
          () -> {
            door.acquire();
            try {
              return bot(index);
            } finally {
              door.release();
            }
          });
    }
    for (Future<Bot> arrival : executor.invokeAll(arrivals)) {
      try {
        bots.add(arrival.get());
      } catch (ExecutionException failed) {
        throw new IllegalStateException("a bot could not sign in: " + failed.getCause(), failed);
      }
    }
  }

  /**
   * Everybody plays; returns when the last one has heard its last answer.
   *
   * @param untilMs until when, which may be set while they play
   */
  public void play(LongSupplier untilMs) throws InterruptedException {
    List<Callable<Boolean>> games = new ArrayList<>();
    for (Bot bot : bots) {
      games.add(
          () -> {
            bot.play(untilMs);
            return true;
          });
    }
    for (Future<Boolean> game : executor.invokeAll(games)) {
      try {
        game.get();
      } catch (ExecutionException failed) {
        complaints.add("a bot gave up: " + failed.getCause());
      }
    }
  }

  /** Whether everybody has been told of a bet of theirs that stands. */
  boolean haveAllBet() {
    return bots.stream().allMatch(bot -> bot.book().hasBet());
  }

  /** Where the round is seen over HTTP. */
  public Watch watch() {
    return watch;
  }

  /** While they play: what has been acknowledged so far must be there. */
  void recheck() {
    bots.forEach(bot -> BookAudit.acknowledgedIsThere(bot, complaints));
  }

  /** Looks at everything from outside. */
  public AuditVerdict inspect(Leaks leaks) throws InterruptedException {
    return new Inspection(wire, leaks, complaints).of(bots, plan.settlement());
  }

  @Override
  public void close() {
    poller.interrupt();
    bots.forEach(bot -> bot.feed().ifPresent(Feed::close));
    executor.shutdownNow();
  }

  private Bot bot(int index) throws InterruptedException {
    Random random = new Random(plan.seed() * 1_000_003 + index);
    Player player = Player.signIn(wire, Wallet.of(random));
    boolean socket = index < Math.round(plan.players() * plan.socketShare());
    Bot bot =
        new Bot(
            player,
            socket ? Feed.of(player, random, complaints) : null,
            watch,
            random,
            complaints,
            definiteWithinMs);
    bot.sitDown();
    return bot;
  }

  private void poll() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long before = watch.now().id();
        if (wire.get("/v1/rounds/current", null) instanceof ClientAnswer.Ok ok) {
          watch.see(Sight.of(ok.body()));
        }
        if (watch.now().id() > before) {
          wire.statistics().count(Count.ROUNDS);
        }
        Thread.sleep(POLL_MS);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
