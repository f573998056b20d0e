package io.fairfall.simulation.world;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.Game;
import io.fairfall.simulation.dice.DiceGame;
import io.fairfall.simulation.history.RequestedOperation;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;

/** The dice game with somebody who throws, and somebody who ends calls. */
final class SimulatedDice implements SimulatedGame {
  private static final String TYPE = "throw";
  private static final int MAX_PAUSE_MS = 1_500;
  private static final int LONG_PAUSE_MS = 140_000;
  private static final BigInteger LAST_STAKE = BigInteger.valueOf(100);

  private final SimulatedWorld world;
  private final Journals events;
  private final SplittableRandom random;
  private final DiceSettler settler;
  private long throwsSoFar;

  SimulatedDice(SimulatedWorld world) {
    this.world = world;
    this.events = world.eventJournals();
    this.random = world.random();
    this.settler = new DiceSettler(world, world.eventStream());
  }

  /** How many throws clients have heard of. */
  long throwsSoFar() {
    return throwsSoFar;
  }

  @Override
  public Game rules() {
    return new DiceGame(world.eventJournals());
  }

  @Override
  public String journal() {
    return DiceGame.JOURNAL;
  }

  @Override
  public Runnable host() {
    return () -> {
      while (world.hasOperations()) {
        boolean isLong = random.nextInt(300) == 0;
        world.scheduler().sleep(random.nextInt(isLong ? LONG_PAUSE_MS : MAX_PAUSE_MS));
        cast();
      }
    };
  }

  @Override
  public Runnable tab(String player) {
    return new DiceClient(world, this, player);
  }

  @Override
  public List<Runnable> projectors() {
    return List.of();
  }

  @Override
  public Runnable settler() {
    return settler;
  }

  @Override
  public boolean isNews(Entry entry) {
    return entry.journal().equals(DiceGame.JOURNAL);
  }

  @Override
  public void last(Runnable whileOpen) {
    whileOpen.run();
    cast();
  }

  @Override
  public RequestedOperation lastBet(String player, String key) {
    return roll(player, key, throwsSoFar + 1, 1, LAST_STAKE);
  }

  @Override
  public long settledAfterMs() {
    return 1;
  }

  @Override
  public void sweep() {
    settler.sweep();
  }

  static RequestedOperation roll(
      String player, String key, long decidedBy, int number, BigInteger stake) {
    return new RequestedOperation(
        RequestedOperation.Kind.ROLL, player, key, decidedBy, number, stake, 0, -1, 0);
  }

  /** Throws, in spite of everything: what cannot be written is written again. */
  private void cast() {
    long number = throwsSoFar + 1;
    String eyes = Integer.toString(1 + random.nextInt(6));
    Entry entry = new Entry(DiceGame.JOURNAL, number, TYPE, world.scheduler().millis(), eyes);
    while (!isWritten(entry)) {
      world.scheduler().sleep(1);
    }
    throwsSoFar = number;
    world.tell(() -> "throws " + eyes + " with throw " + number);
  }

  private boolean isWritten(Entry entry) {
    try {
      return !(events.append(entry) instanceof Append.Contended);
    } catch (StoreUnavailableException | Stopped unknown) {
      return false;
    }
  }
}
