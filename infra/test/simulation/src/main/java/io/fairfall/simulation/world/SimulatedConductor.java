package io.fairfall.simulation.world;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.crash.Curve;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundSecret;
import io.fairfall.journal.Append;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.HashMap;
import java.util.HexFormat;
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
  private static final int LOCK_MS = 450;
  private static final int START_LEAD_MS = 100;
  private static final int ANNOUNCE_AFTER_MS = 100;
  private static final int MAX_BEACON_DELAY_MS = 4_000;
  private static final int MAX_CRASH_ABOVE_ONE = 22;
  private static final int MAX_BREAK_MS = 200;
  private static final int LONG_BREAK_MS = 140_000;
  private static final int LONGEST_BREAK_MS = 180_000_000;
  private static final int CURVE = 1;

  private static final HashChain LINKS = HashChain.walk(SEED, GAMES);

  /** Its signatures are plain bytes, chosen to what was drawn: nobody verifies them here. */
  private static final BeaconNetwork BEACON = BeaconNetwork.development("ab".repeat(96), 0, 100);

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
    world.secrets().prepare(id, new RoundSecret(gameHash));
    long now = world.scheduler().millis();
    long closesAt = BEACON.closesAtFrom(now + BETTING_MS);
    long startsAt = closesAt + LOCK_MS;
    Beacon beacon = Beacon.of(BEACON, BEACON.roundFor(closesAt));
    crashesAtMs.put(id, startsAt + Curve.msToReach(new Multiplier(hundredths)));
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
            CURVE,
            null,
            beacon));
    announced = id;
    closesAtMs = closesAt;
    whileOpen.run();
    fly(id, startsAt, beacon, gameHash, new Multiplier(hundredths));
  }

  private void fly(long id, long plannedMs, Beacon beacon, String gameHash, Multiplier crash) {
    waitFor(plannedMs - START_LEAD_MS);
    if (random.nextInt(10) == 0) {
      world.scheduler().sleep(random.nextInt(MAX_BEACON_DELAY_MS));
    }
    if (random.nextInt(14) == 0 || world.scheduler().millis() > beacon.voidAtMs()) {
      waitFor(beacon.voidAtMs() + 1);
      append(new RoundEvent.Voided(gameHash, "simulated"));
      return;
    }
    long startsAt = Math.max(plannedMs, world.scheduler().millis() + START_LEAD_MS);
    long crashedAt = startsAt + Curve.msToReach(crash);
    crashesAtMs.put(id, crashedAt);
    append(new RoundEvent.Started(startsAt, null, signature(gameHash, crash)));
    waitFor(crashedAt + ANNOUNCE_AFTER_MS);
    append(new RoundEvent.Crashed(crash, crashedAt, gameHash));
  }

  /** The first of some bytes by which a game crashes where it was drawn. */
  private static String signature(String gameHash, Multiplier crash) {
    for (long i = 0; ; i++) {
      BeaconSignature signature =
          new BeaconSignature("0".repeat(80) + HexFormat.of().toHexDigits(i));
      if (BeaconCrashPoint.of(signature, gameHash).equals(crash)) {
        return signature.hex();
      }
    }
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
