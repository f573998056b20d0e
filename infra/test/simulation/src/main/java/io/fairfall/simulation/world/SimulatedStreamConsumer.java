package io.fairfall.simulation.world;

import io.fairfall.journal.Entry;
import io.fairfall.journal.StoreUnavailableException;
import java.util.List;

/** Follows a stream as Lambda does: a batch is tried a few times and then skipped. */
abstract class SimulatedStreamConsumer implements Runnable {
  private static final int MAX_TRIES = 3;
  private static final int SHORT_IDLE_MS = 40;
  private static final int MAX_DOUBLINGS = 10;
  private static final int PATIENT_POLLS = 40;

  final SimulatedWorld world;
  private final Stream stream;

  SimulatedStreamConsumer(SimulatedWorld world, Stream stream) {
    this.world = world;
    this.stream = stream;
  }

  @Override
  public final void run() {
    int emptyPolls = 0;
    while (!world.isOver()) {
      List<Entry> batch = stream.take();
      emptyPolls = batch.isEmpty() ? emptyPolls + 1 : 0;
      if (batch.isEmpty()) {
        world.scheduler().sleep(1 + world.random().nextInt(idleMs(emptyPolls)));
      } else if (!isHandled(batch)) {
        stream.skip(batch);
      }
      idle();
    }
  }

  /** Where nothing happens for hours, nobody looks twenty times a second. */
  private static int idleMs(int emptyPolls) {
    return SHORT_IDLE_MS << Math.clamp(emptyPolls - PATIENT_POLLS, 0, MAX_DOUBLINGS);
  }

  private boolean isHandled(List<Entry> batch) {
    for (int i = 0; i < MAX_TRIES; i++) {
      try {
        if (follow(batch)) {
          return true;
        }
      } catch (StoreUnavailableException unanswered) {
        world.tell(() -> "fails with " + batch.size() + " records");
      } catch (Stopped stopped) {
        restart();
      }
    }
    return false;
  }

  /** Handles records; false or {@link StoreUnavailableException} if they must come again. */
  abstract boolean follow(List<Entry> batch);

  /** Forgets what only a running machine knows. */
  abstract void restart();

  /** Between two batches. */
  void idle() {}
}
