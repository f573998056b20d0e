package io.fairfall.e2e;

import io.fairfall.load.ClientAnswer;
import io.fairfall.load.Complaints;
import io.fairfall.load.Feed;
import io.fairfall.load.FeedProbe;
import io.fairfall.load.Leaks;
import io.fairfall.load.Order;
import io.fairfall.load.Player;
import io.fairfall.load.RunningFairfall;
import io.fairfall.load.Sight;
import io.fairfall.load.Statistics;
import io.fairfall.load.Wallet;
import io.fairfall.load.Wire;
import io.fairfall.money.Wei;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A running Fairfall and whoever plays in it. */
final class LiveSystem implements AutoCloseable {
  /** Longer than fast rounds have, so that a slow machine gets its bets in. */
  static final String BETTING_MS = "BettingMs=4000";

  private static final long TIME_FOR_BETS_MS = 2_000;
  private static final int MAX_ROUNDS = 30;
  private static final long ROUND_WITHIN_MS = Patience.ROUND_MS;
  private static final long FOLLOWING_WITHIN_MS = Patience.STEP_MS;
  private static final long INDEXER_LOOK_MS = 500;

  private final RunningFairfall running;
  private final Statistics statistics = new Statistics();
  private final Complaints complaints = new Complaints();
  private final Wire wire;
  private final Feed spectator;
  private final List<Feed> feeds = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong names = new AtomicLong();

  /** A bet that came in time, and what was said of it. */
  record Asked(Sight round, Order order, ClientAnswer answer) {}

  private LiveSystem(RunningFairfall running, Leaks leaks) {
    this.running = running;
    this.wire = new Wire(running.target(), statistics, leaks);
    this.spectator = Feed.spectator(wire, random, complaints);
  }

  static LiveSystem open(String name) throws Exception {
    Leaks leaks = new Leaks(Documented.TAP);
    return new LiveSystem(RunningFairfall.start(options(name, leaks, List.of(BETTING_MS))), leaks);
  }

  /** Fast rounds on a free port; output goes to target/e2e. */
  static RunningFairfall.Options options(String name, FeedProbe tap, List<String> parameters)
      throws Exception {
    return new RunningFairfall.Options(
        RunningFairfall.root(),
        RunningFairfall.freePort(),
        Optional.empty(),
        parameters,
        Path.of("target/e2e", name + ".log").toAbsolutePath(),
        tap);
  }

  Wire wire() {
    return wire;
  }

  Statistics statistics() {
    return statistics;
  }

  Complaints complaints() {
    return complaints;
  }

  /**
   * Somebody new, with play ether. They come one at a time: signing in is for few at once, and a
   * slow machine sends the others away.
   */
  Player player(Wei credit) {
    synchronized (wire) {
      Player player = Player.signIn(wire, Wallet.of(random));
      player.faucet(key(0), credit).require("play ether");
      return player;
    }
  }

  /** Somebody's socket, once it follows. */
  Feed follow(Player player) throws InterruptedException {
    Feed feed = Feed.of(player, random, complaints);
    synchronized (feeds) {
      feeds.add(feed);
    }
    var _ =
        feed.watch()
            .await(sight -> sight.id() > 0, System.currentTimeMillis() + FOLLOWING_WITHIN_MS)
            .orElseThrow(() -> new IllegalStateException("the socket tells of no round"));
    return feed;
  }

  /** A key that nobody has used, made on a version. */
  String key(long version) {
    return version + ".e2e-" + Long.toString(random.nextLong(1L << 40, 1L << 48), 36);
  }

  String name() {
    return "r" + names.incrementAndGet();
  }

  /** A round that takes bets for a while longer. */
  Sight openRound(long leftMs) throws InterruptedException {
    return spectator
        .watch()
        .await(
            sight -> sight.takesBetsAt(System.currentTimeMillis() + leftMs),
            System.currentTimeMillis() + ROUND_WITHIN_MS)
        .orElseThrow(() -> new IllegalStateException("no round opened"));
  }

  /**
   * Bets. What comes as betting closes is refused, lawfully: it is tried in the next round.
   *
   * @param wish what to bet in a round
   */
  Asked bet(Player player, Function<Sight, Order> wish) throws InterruptedException {
    for (int i = 0; i < MAX_ROUNDS; i++) {
      Sight round = openRound(TIME_FOR_BETS_MS);
      Order order = wish.apply(round);
      ClientAnswer answer = player.bet(order, 1);
      if (!answer.code().equals("ROUND_CLOSED")) {
        return new Asked(round, order, answer);
      }
    }
    throw new IllegalStateException("betting closed too soon in " + MAX_ROUNDS + " rounds");
  }

  static void awaitClosed(Sight round) throws InterruptedException {
    Thread.sleep(Math.max(0, round.closesAt() - System.currentTimeMillis() + 1));
  }

  void awaitOver(Sight round) throws InterruptedException {
    var _ =
        spectator
            .watch()
            .await(
                sight -> sight.id() > round.id() || sight.isOver(),
                System.currentTimeMillis() + ROUND_WITHIN_MS)
            .orElseThrow(() -> new IllegalStateException(round + " did not end"));
  }

  /** Waits until the indexer has walked a block, which its first tick does. */
  void awaitIndexer() throws InterruptedException {
    long end = System.currentTimeMillis() + ROUND_WITHIN_MS;
    while (!wire.get("/health/indexer", null).isOk() && System.currentTimeMillis() < end) {
      Thread.sleep(INDEXER_LOOK_MS);
    }
  }

  static long version(Player player) {
    return player.account().require("the account").number("version");
  }

  static String codeOf(ClientAnswer answer) {
    return answer.code();
  }

  @Override
  public void close() {
    spectator.close();
    feeds.forEach(Feed::close);
    wire.close();
    running.close();
  }
}
