package io.fairfall.simulation.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * A point of a run.
 *
 * @param step how far the game has come
 * @param faults how many more things may go wrong
 * @param underWay puts that nobody waits for
 */
record State(Store store, int step, int faults, List<Ask.Put> underWay, List<Local> processes) {

  /** What tells it from every other. */
  List<Object> key() {
    List<Object> key = new ArrayList<>(processes.size() + 4);
    key.add(store.id());
    key.add(step);
    key.add(faults);
    key.add(underWay.isEmpty() ? underWay : java.util.Set.copyOf(underWay));
    processes.forEach(process -> key.add(process.id()));
    return key;
  }

  State with(Store newStore) {
    return new State(newStore, step, faults, underWay, processes);
  }

  State nextStep(Store newStore) {
    return new State(newStore, step + 1, faults, underWay, processes);
  }

  State fault() {
    return new State(store, step, faults - 1, underWay, processes);
  }

  State sent(Ask.Put put) {
    List<Ask.Put> more = new ArrayList<>(underWay);
    if (!more.contains(put)) {
      more.add(put);
    }
    return new State(store, step, faults, List.copyOf(more), processes);
  }

  State landed(Ask.Put put, Store newStore) {
    return new State(
        newStore,
        step,
        faults,
        underWay.stream().filter(other -> !other.equals(put)).toList(),
        processes);
  }

  State process(int index, Local moved) {
    List<Local> all = new ArrayList<>(processes);
    all.set(index, moved);
    return new State(store, step, faults, underWay, List.copyOf(all));
  }
}
