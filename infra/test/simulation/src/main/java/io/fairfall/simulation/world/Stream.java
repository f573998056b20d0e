package io.fairfall.simulation.world;

import io.fairfall.journal.Entry;
import io.fairfall.simulation.history.InjectedFault;
import java.util.ArrayList;
import java.util.List;

/**
 * A table's stream: records come at least once, late, and in no order between entries of a journal.
 * What fails too often is skipped, and is delivered again when somebody redrives it.
 */
final class Stream {
  private static final int MAX_BATCH = 8;

  private final SimulatedWorld world;
  private final List<Entry> ready = new ArrayList<>();
  private final List<Entry> skipped = new ArrayList<>();

  Stream(SimulatedWorld world) {
    this.world = world;
  }

  void publish(Entry entry) {
    FaultRandom faultRandom = world.dice();
    if (faultRandom.strikes(InjectedFault.RECORD_DUPLICATED)) {
      late(entry);
    }
    if (faultRandom.strikes(InjectedFault.RECORD_SKIPPED)) {
      skipped.add(entry);
    } else if (faultRandom.strikes(InjectedFault.RECORD_DELAYED)) {
      late(entry);
    } else if (faultRandom.strikes(InjectedFault.RECORD_REORDERED)) {
      ready.add(world.random().nextInt(ready.size() + 1), entry);
    } else {
      ready.add(entry);
    }
  }

  /** The next records, none if nothing has happened. */
  List<Entry> take() {
    int size = Math.min(ready.size(), 1 + world.random().nextInt(MAX_BATCH));
    List<Entry> head = ready.subList(0, size);
    List<Entry> batch = List.copyOf(head);
    head.clear();
    return batch;
  }

  /** What could not be handled. */
  void skip(List<Entry> batch) {
    skipped.addAll(batch);
  }

  /** Delivers again what was skipped. */
  void redrive() {
    ready.addAll(skipped);
    skipped.clear();
  }

  boolean isEmpty() {
    return ready.isEmpty() && skipped.isEmpty();
  }

  private void late(Entry entry) {
    world.network().send(world.scheduler(), () -> ready.add(entry));
  }
}
