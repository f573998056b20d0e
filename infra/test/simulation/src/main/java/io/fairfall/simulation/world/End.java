package io.fairfall.simulation.world;

import io.fairfall.ledger.Account;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.RequestedOperation;
import java.util.List;
import java.util.Optional;

/**
 * What happens when the clients have gone: faults cease, what is under way lands, the settler
 * sweeps, and everything is asked once more, for an answer does not age.
 */
final class End implements Runnable {
  private static final int A_WHILE_MS = 5_000;
  private static final long LAST_KEY = 1_000_000;

  /** A quarter of an hour without a fault: what has not been handled by then never is. */
  private static final int MAX_WHILES = 180;

  private final SimulatedWorld world;

  End(SimulatedWorld world) {
    this.world = world;
  }

  @Override
  public void run() {
    while (world.isBusy()) {
      world.scheduler().sleep(A_WHILE_MS);
    }
    world.dice().calm();
    quiet();
    Caller caller = new Caller(world);
    for (Call call : List.copyOf(world.history().calls())) {
      if (isWorthAsking(call)) {
        Optional<Account> answer = caller.send(call, false, stampMs(call));
        if (answer.isEmpty()) {
          world.history().failures().add("nothing is wrong, and there is no answer: " + call);
        }
      }
    }
    new SimulatedTaker(world).takeAll();
    // the last bets of all: only the settler can end them
    world
        .game()
        .last(() -> world.players().forEach(player -> caller.send(bet(player), true, now())));
    world.scheduler().sleep(world.game().settledAfterMs());
    quiet();
    world.game().sweep();
    quiet();
    world.keep();
    world.players().forEach(player -> new Intruder(world, player).run());
    world.end();
  }

  /**
   * Whoever was left without an answer, and of the others every eighth. A cashout's answer is
   * searched from its bet to the head, which a few runs' worth of asking should not pay for.
   */
  private boolean isWorthAsking(Call call) {
    Attempted last = call.attempts().getLast();
    if (call.asked().kind() == RequestedOperation.Kind.CASHOUT) {
      return world.random().nextInt(40) == 0;
    }
    return call.isOpen()
        || (last.outcome() == Attempted.Outcome.OK && world.random().nextInt(8) == 0);
  }

  /** A cashout's stamp came back with the 503; everything else is stamped when it arrives. */
  private long stampMs(Call call) {
    return call.asked().kind() == RequestedOperation.Kind.CASHOUT
        ? call.attempts().getFirst().stampMs()
        : now();
  }

  private long now() {
    return world.scheduler().millis();
  }

  private Call bet(String player) {
    String key =
        world.seen(player).account() + ".last" + (LAST_KEY + world.history().calls().size());
    Call call = new Call(world.game().lastBet(player, key));
    world.history().calls().add(call);
    return call;
  }

  private void quiet() {
    world.accountStream().redrive();
    world.eventStream().redrive();
    for (int i = 0; i < MAX_WHILES && !isQuiet(); i++) {
      world.scheduler().sleep(A_WHILE_MS);
      world.accountStream().redrive();
      world.eventStream().redrive();
    }
    if (!isQuiet()) {
      world.history().failures().add("nothing is wrong, and records of a stream are never handled");
    }
    // a follower may hold a batch still
    world.scheduler().sleep(A_WHILE_MS);
  }

  private boolean isQuiet() {
    return world.network().isEmpty()
        && world.accountStream().isEmpty()
        && world.eventStream().isEmpty();
  }
}
