package io.fairfall.conductor;

import io.fairfall.edge.Functions;
import io.fairfall.game.GameEvents;
import io.fairfall.journal.Entry;
import java.util.List;
import java.util.Map;

/** Tells players of an entry at once. The stream tells them again; if this fails, it alone does. */
interface Announcer {
  void announce(Entry entry);

  /** Hands the event to the function that posts it to every watcher. */
  static Announcer through(Functions functions, String fanoutFunction) {
    return entry ->
        functions.invokeAsync(fanoutFunction, Map.of("events", List.of(GameEvents.event(entry))));
  }
}
