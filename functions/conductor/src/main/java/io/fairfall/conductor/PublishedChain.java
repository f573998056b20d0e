package io.fairfall.conductor;

import io.fairfall.game.FairnessEvent.Committed;
import io.fairfall.game.FairnessEvent.Salted;
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
record PublishedChain(String id, long length, long saltBlock, Optional<String> salt) {

  /** The chains of the journal in its order. Only the last can be without a salt. */
  static List<PublishedChain> of(List<Entry> entries) {
    List<PublishedChain> chains = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.type()) {
        case Committed.TYPE -> {
          Committed c = JsonCodec.fromStore(Committed.class, entry.body());
          chains.add(new PublishedChain(c.chain(), c.length(), c.saltBlock(), Optional.empty()));
        }
        case Salted.TYPE -> {
          Salted salted = JsonCodec.fromStore(Salted.class, entry.body());
          PublishedChain chain = chains.removeLast();
          if (!chain.id().equals(salted.chain()) || chain.salt().isPresent()) {
            throw new IllegalStateException("a salt without its chain, in " + entry.version());
          }
          chains.add(
              new PublishedChain(
                  chain.id(), chain.length(), chain.saltBlock(), Optional.of(salted.salt())));
        }
        default -> throw new IllegalStateException("unknown entry type " + entry.type());
      }
    }
    return List.copyOf(chains);
  }
}
