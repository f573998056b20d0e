package io.fairfall.simulation.world;

import io.fairfall.ledger.Account;
import io.fairfall.simulation.history.RequestedOperation;
import java.math.BigInteger;

/** A browser tab with the dice game. */
final class DiceClient extends SimulatedClient {
  private static final int MAX_PAUSE_MS = 900;

  private final SimulatedDice dice;

  DiceClient(SimulatedWorld world, SimulatedDice dice, String player) {
    super(world, player);
    this.dice = dice;
  }

  @Override
  void play() {
    if (random.nextInt(3) > 0) {
      world.scheduler().sleep(random.nextInt(MAX_PAUSE_MS));
    }
    ask(roll());
  }

  @Override
  void tryAgain() {
    ask(roll());
  }

  @Override
  void playAmid() {
    ask(roll());
  }

  @Override
  void see(Account account) {}

  /** Mostly for the next throw; at times for one that has been, or for a number that no die has. */
  private RequestedOperation roll() {
    long next = dice.throwsSoFar() + 1;
    long decidedBy = random.nextInt(25) == 0 ? Math.max(1, next + random.nextInt(-3, 3)) : next;
    int number = random.nextInt(40) == 0 ? 7 * random.nextInt(2) : 1 + random.nextInt(6);
    long stake = random.nextInt(12) == 0 ? random.nextInt(60_000) : 1 + random.nextInt(1_500);
    return SimulatedDice.roll(player, key(base()), decidedBy, number, BigInteger.valueOf(stake));
  }
}
