package io.fairfall.conductor.fairness;

import io.fairfall.crash.FairnessEvent.Committed;
import io.fairfall.crash.FairnessEvent.Salted;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain as the {@code fairness} journal publishes it.
 *
 * @param length games in it
 */
public record PublishedHashChain(String id, long length) {

  /** The chains of the journal in its order. Salts of before decide nothing that is played now. */
  public static List<PublishedHashChain> of(List<Entry> entries) {
    List<PublishedHashChain> chains = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.type()) {
        case Committed.TYPE -> {
          Committed committed = JsonCodec.fromStore(Committed.class, entry.body());
          chains.add(new PublishedHashChain(committed.chain(), committed.length()));
        }
        case Salted.TYPE -> {}
        default -> throw new IllegalStateException("unknown entry type " + entry.type());
      }
    }
    return List.copyOf(chains);
  }
}
