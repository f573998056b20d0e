package io.fairfall.simulation.world;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.Game;
import io.fairfall.simulation.history.RequestedOperation;
import java.math.BigInteger;
import java.util.List;

/** The crash game with its conductor, projectors and settler. */
final class SimulatedCrash implements SimulatedGame {
  private static final BigInteger LAST_STAKE = BigInteger.valueOf(100);

  private final SimulatedWorld world;
  private final SimulatedConductor conductor;
  private final SimulatedSettler settler;

  SimulatedCrash(SimulatedWorld world) {
    this.world = world;
    this.conductor = new SimulatedConductor(world);
    this.settler = new SimulatedSettler(world, world.eventStream());
  }

  @Override
  public Game rules() {
    return new CrashGame(Shrunk.game(world), world.secrets()::read);
  }

  @Override
  public String journal() {
    return GameJournal.NAME;
  }

  @Override
  public Runnable host() {
    return conductor;
  }

  @Override
  public Runnable tab(String player) {
    return new CrashClient(world, conductor, player);
  }

  @Override
  public List<Runnable> projectors() {
    return List.of(
        new SimulatedProjector(world, world.accountStream()),
        new SimulatedProjector(world, world.accountStream()));
  }

  @Override
  public Runnable settler() {
    return settler;
  }

  @Override
  public boolean isNews(Entry entry) {
    return SimulatedSettler.follows(entry);
  }

  @Override
  public void last(Runnable whileOpen) {
    conductor.round(whileOpen);
  }

  @Override
  public RequestedOperation lastBet(String player, String key) {
    return new RequestedOperation(
        RequestedOperation.Kind.BET, player, key, conductor.announced(), 1, LAST_STAKE, 0, -1, 0);
  }

  @Override
  public long settledAfterMs() {
    return 2 * DueSettlements.EVERYONE_AFTER_MS;
  }

  @Override
  public void sweep() {
    settler.sweep();
  }
}
