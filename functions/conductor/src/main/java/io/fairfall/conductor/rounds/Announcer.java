package io.fairfall.conductor.rounds;

import io.fairfall.crash.GameEvents;
import io.fairfall.journal.Entry;
import io.fairfall.platform.LambdaInvoker;
import java.util.List;
import java.util.Map;

/** Tells players of an entry at once. The stream tells them again; if this fails, it alone does. */
public interface Announcer {
  void announce(Entry entry);

  /** Hands the event to the function that posts it to every watcher. */
  static Announcer through(LambdaInvoker invoker, String fanoutFunction) {
    return entry ->
        invoker.invokeAsync(fanoutFunction, Map.of("events", List.of(GameEvents.event(entry))));
  }
}
