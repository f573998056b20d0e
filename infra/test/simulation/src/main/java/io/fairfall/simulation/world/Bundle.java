package io.fairfall.simulation.world;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Attempted.Outcome;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.InjectedFault;
import io.fairfall.simulation.history.RequestedOperation;
import java.util.List;

/**
 * Deposits as the indexer brings them: all in one transaction, and where that was not written, or
 * nobody knows, each by itself, asked of the same function with all that it remembers. If the
 * function stops, or one deposit is not answered for, another function begins with all of them
 * again.
 */
final class Bundle {
  private static final int MAX_PASSES = 4;
  private static final int MAX_PAUSE_MS = 300;

  private final SimulatedWorld world;
  private final Caller caller;

  Bundle(SimulatedWorld world, Caller caller) {
    this.world = world;
    this.caller = caller;
  }

  /** Brings them until there is an answer for each, or for as long as the indexer tries. */
  void bring(List<RequestedOperation> deposits) {
    List<Call> calls = deposits.stream().map(Call::new).toList();
    calls.forEach(call -> world.history().countOperation());
    world.history().calls().addAll(calls);
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      send(calls);
      if (calls.stream().noneMatch(Call::isOpen)) {
        return;
      }
      world.scheduler().sleep(world.random().nextInt(MAX_PAUSE_MS));
    }
  }

  private void send(List<Call> calls) {
    List<Attempted> together = calls.stream().map(this::attempt).toList();
    world.tell(() -> "brings together " + calls.stream().map(Call::asked).toList());
    if (world.dice().strikes(InjectedFault.ABANDONED)) {
      together.forEach(Attempted::abandon);
      world.aside(
          Thread.currentThread().getName() + "'s ghost",
          () -> {
            world.scheduler().sleep(world.random().nextInt(Caller.MAX_LOST_MS));
            perform(calls, together, false);
          });
      world.scheduler().sleep(world.random().nextInt(Caller.MAX_PATIENCE_MS));
    } else {
      perform(calls, together, true);
    }
  }

  private Attempted attempt(Call call) {
    return call.attempt(
        call.attempts().isEmpty(), world.scheduler().millis(), world.seen(call.asked().player()));
  }

  private void perform(List<Call> calls, List<Attempted> together, boolean isAwaited) {
    world.scheduler().sleep(world.random().nextInt(Caller.MAX_WAY_MS));
    world
        .instances()
        .use(
            instance -> {
              if (!isWritten(instance, calls, together)) {
                calls.forEach(call -> single(instance, call, isAwaited));
              }
            });
  }

  private void single(Instance instance, Call call, boolean isAwaited) {
    Attempted attempt = attempt(call);
    if (!isAwaited) {
      attempt.abandon();
    }
    caller.answer(instance, call, attempt);
  }

  private boolean isWritten(Instance instance, List<Call> calls, List<Attempted> together) {
    Outcome outcome = Outcome.UNKNOWN;
    try {
      outcome =
          instance.together(calls.stream().map(Call::asked).toList()) ? Outcome.OK : Outcome.NO;
    } catch (StoreUnavailableException unknown) {
      world.tell(() -> "is told that nobody knows: " + unknown.getMessage());
    } catch (RuntimeException mistake) {
      world.broken(mistake);
    } finally {
      world.history().countGroup(outcome);
    }
    if (outcome == Outcome.OK) {
      for (int i = 0; i < calls.size(); i++) {
        Attempted.Seen seen = world.seen(calls.get(i).asked().player());
        together.get(i).ok(Attempted.UNTOLD, seen, instance.millis());
      }
      world.tell(() -> "is told that all were credited");
    }
    return outcome == Outcome.OK;
  }
}
