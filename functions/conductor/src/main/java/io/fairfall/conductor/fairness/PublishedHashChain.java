package io.fairfall.conductor.fairness;

import io.fairfall.crash.FairnessEvent.Committed;
import io.fairfall.crash.FairnessEvent.Salted;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chain as the {@code fairness} journal publishes it.
 *
 * @param length games in it
 * @param saltBlock the block whose hash is the salt
 * @param salt nothing while the block does not exist
 */
public record PublishedHashChain(String id, long length, long saltBlock, Optional<String> salt) {

  /** The chains of the journal in its order. Only the last can be without a salt. */
  public static List<PublishedHashChain> of(List<Entry> entries) {
    List<PublishedHashChain> chains = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.type()) {
        case Committed.TYPE -> {
          Committed c = JsonCodec.fromStore(Committed.class, entry.body());
          chains.add(
              new PublishedHashChain(c.chain(), c.length(), c.saltBlock(), Optional.empty()));
        }
        case Salted.TYPE -> {
          Salted salted = JsonCodec.fromStore(Salted.class, entry.body());
          PublishedHashChain chain = chains.removeLast();
          if (!chain.id().equals(salted.chain()) || chain.salt().isPresent()) {
            throw new IllegalStateException("a salt without its chain, in " + entry.version());
          }
          chains.add(
              new PublishedHashChain(
                  chain.id(), chain.length(), chain.saltBlock(), Optional.of(salted.salt())));
        }
        default -> throw new IllegalStateException("unknown entry type " + entry.type());
      }
    }
    return List.copyOf(chains);
  }
}
