package io.fairfall.simulation.world;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.journal.Append;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Conducts short rounds, in spite of everything: what it cannot write it writes again. */
final class SimulatedConductor implements Runnable {
  private static final Wei MIN_STAKE = Wei.of(100);
  private static final Wei MAX_STAKE = Wei.of(1_200);
  private static final Wei MAX_PROFIT = Wei.of(300);
  private static final String SEED = "0".repeat(64);
  private static final String CHAIN = "simulated";
  private static final int GAMES = 20_000;
  private static final int BETTING_MS = 900;
  private static final int LOCK_MS = 200;
  private static final int ANNOUNCE_AFTER_MS = 100;
  private static final int MAX_START_DELAY_MS = 500;
  private static final int MAX_CRASH_ABOVE_ONE = 22;
  private static final int MAX_BREAK_MS = 200;
  private static final int LONG_BREAK_MS = 140_000;
  private static final int LONGEST_BREAK_MS = 180_000_000;
  private static final int CURVE = 1;

  /** One for all runs: where a round crashes is drawn, and does not follow from its hash. */
  private static final HashChain LINKS = HashChain.walk(SEED, GAMES);

  private final SimulatedWorld world;
  private final GameJournal game;
  private final SplittableRandom random;
  private final Map<Long, Long> crashesAtMs = new HashMap<>();
  private long version;
  private long games;
  private long announced = 1;
  private long closesAtMs;

  SimulatedConductor(SimulatedWorld world) {
    this.world = world;
    this.game = Shrunk.game(world);
    this.random = world.random();
  }

  /** The newest round that clients have heard of. */
  long announced() {
    return announced;
  }

  /** Whether it takes bets. */
  boolean isOpen() {
    return world.scheduler().millis() < closesAtMs;
  }

  /** When it takes no bets any more. */
  long closesAtMs() {
    return closesAtMs;
  }

  /** When a round crashes, for those who try their luck at that very instant. */
  long crashAtMs(long roundId) {
    return crashesAtMs.getOrDefault(roundId, 0L);
  }

  @Override
  public void run() {
    while (world.hasOperations()) {
      round(() -> {});
      world.scheduler().sleep(random.nextInt(breakMs()));
    }
  }

  private int breakMs() {
    return switch (random.nextInt(300)) {
      case 0 -> LONGEST_BREAK_MS;
      case 1, 2, 3, 4, 5 -> LONG_BREAK_MS;
      default -> MAX_BREAK_MS;
    };
  }

  /**
   * One round from its opening to its end.
   *
   * @param whileOpen what is to happen while it takes bets
   */
  void round(Runnable whileOpen) {
    long id = version + 1;
    int hundredths = 100 + Math.max(0, random.nextInt(MAX_CRASH_ABOVE_ONE + 4) - 3);
    games++;
    String gameHash = LINKS.gameHash(games);
    RoundSecret secret = new RoundSecret(gameHash, new Multiplier(hundredths));
    world.secrets().prepare(id, secret);
    long now = world.scheduler().millis();
    long closesAt = now + BETTING_MS;
    long startsAt = closesAt + LOCK_MS;
    RoundEvent.Crashed crash = secret.reveal(startsAt).announcement();
    crashesAtMs.put(id, crash.crashedAt());
    append(
        new RoundEvent.Opened(
            CHAIN,
            games,
            HashChain.commitmentOf(gameHash),
            now,
            closesAt,
            startsAt,
            MIN_STAKE,
            MAX_STAKE,
            MAX_PROFIT,
            CURVE));
    announced = id;
    closesAtMs = closesAt;
    whileOpen.run();
    waitFor(startsAt);
    boolean isMissed = world.scheduler().millis() > startsAt + MAX_START_DELAY_MS;
    if (random.nextInt(14) == 0 || isMissed) {
      waitFor(startsAt + MAX_START_DELAY_MS + 1);
      append(new RoundEvent.Voided(gameHash, "simulated"));
      return;
    }
    append(new RoundEvent.Started(startsAt));
    waitFor(crash.crashedAt() + ANNOUNCE_AFTER_MS);
    append(crash);
  }

  private void waitFor(long instantMs) {
    long ms = instantMs - world.scheduler().millis();
    if (ms > 0) {
      world.scheduler().sleep(ms);
    }
  }

  private void append(RoundEvent event) {
    version++;
    long at = world.scheduler().millis();
    BooleanSupplier isWritten =
        () -> !(game.append(version, event, at) instanceof Append.Contended);
    while (!succeeds(isWritten)) {
      world.scheduler().sleep(1);
    }
    world.tell(() -> "announces " + version + " " + event);
  }

  /** The slot holds our event afterwards: a conductor that stopped goes on where it was. */
  private static boolean succeeds(BooleanSupplier step) {
    try {
      return step.getAsBoolean();
    } catch (StoreUnavailableException | Stopped unknown) {
      return false;
    }
  }
}
