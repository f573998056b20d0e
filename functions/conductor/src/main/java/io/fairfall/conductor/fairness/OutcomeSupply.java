package io.fairfall.conductor.fairness;

import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.journal.Journals;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the game supplied with outcomes that nobody could choose.
 *
 * <p>First a chain of game hashes is made and kept, and its last link is published, together with
 * the number of a block that does not exist yet. Once that block exists and lies deep enough, its
 * hash is published as the salt. Until the first, the house cannot know the salt; after it, the
 * house cannot change the chain. No chain is committed while another waits for its salt, so the
 * {@code fairness} journal alternates between the two.
 *
 * <p>The rules when something fails:
 *
 * <ul>
 *   <li><b>The node does not answer, or follows another chain</b>: no salt, and no round of the
 *       chain that lacks it. It is asked again, for as long as it takes; no other source is used,
 *       for a choice between sources would be a choice of the salt.
 *   <li><b>The chain runs out</b>: the next one is committed when {@link #RESERVE_GAMES} games are
 *       left, or a hundredth of a chain where that is more, and salted while they are played. If it
 *       is not salted in time, the game waits.
 *   <li><b>A restart</b>: the links are kept before they are published, so a published chain can
 *       always be played. A chain that was kept and never published is never played.
 * </ul>
 */
public final class OutcomeSupply {
  static final long RESERVE_GAMES = 100;
  private static final int RESERVE_DIVISOR = 100;

  /** A chain's entries are two: this many chains are years of games. */
  private static final int MAX_PAGES = 50;

  private final Journals events;
  private final HashChainSecrets secrets;
  private final HashChainProvisioner maker;

  // the supply is looked after while a round is played: what it finds is read by the next opening
  private volatile List<PublishedHashChain> published = List.of();
  private volatile @Nullable Loaded loaded;

  public OutcomeSupply(Journals events, HashChainSecrets secrets, HashChainProvisioner maker) {
    this.events = events;
    this.secrets = secrets;
    this.maker = maker;
  }

  /** A chain's links, once read. */
  private record Loaded(String id, HashChain links) {}

  /** The game after the latest, if a salted chain has it. */
  public Optional<NextGame> next(Optional<Opened> latest) {
    Optional<NextGame> next = next(latest, published);
    if (next.isPresent()) {
      return next;
    }
    List<PublishedHashChain> chains = PublishedHashChain.of(read());
    published = chains;
    return next(latest, chains);
  }

  private Optional<NextGame> next(Optional<Opened> latest, List<PublishedHashChain> chains) {
    if (!isKnown(latest, chains)) {
      return Optional.empty();
    }
    return HashChainSequence.after(latest, chains)
        .map(
            order -> {
              PublishedHashChain chain = chains.get(order.chain());
              return new NextGame(chain, links(chain.id()), order.game());
            });
  }

  /** Whether a look at the supply is due. It costs nothing to ask. */
  public boolean runsLow(Optional<Opened> latest) {
    List<PublishedHashChain> chains = published;
    return !isKnown(latest, chains)
        || chains.getLast().salt().isEmpty()
        || HashChainSequence.gamesLeft(latest, chains) <= reserve();
  }

  /** Commits or salts a chain if one is due: one step at most, and whoever is first takes it. */
  public synchronized SupplyStatus replenish(Optional<Opened> latest) {
    List<Entry> entries = read();
    List<PublishedHashChain> chains = PublishedHashChain.of(entries);
    published = chains;
    Optional<PublishedHashChain> unsalted =
        chains.isEmpty()
            ? Optional.empty()
            : Optional.of(chains.getLast()).filter(chain -> chain.salt().isEmpty());
    if (unsalted.isEmpty()
        && !chains.isEmpty()
        && HashChainSequence.gamesLeft(latest, chains) > reserve()) {
      return new SupplyStatus.Enough();
    }
    return maker.work(unsalted, entries.size() + 1L);
  }

  private List<Entry> read() {
    return new JournalReader(events, MAX_PAGES).all(FairnessEvent.JOURNAL, 1);
  }

  private static boolean isKnown(Optional<Opened> latest, List<PublishedHashChain> chains) {
    return !chains.isEmpty()
        && (latest.isEmpty()
            || chains.stream().anyMatch(chain -> chain.id().equals(latest.get().chain())));
  }

  private HashChain links(String id) {
    Loaded known = loaded;
    if (known != null && known.id().equals(id)) {
      return known.links();
    }
    HashChain links =
        secrets
            .read(id)
            .orElseThrow(() -> new IllegalStateException("the links of chain " + id + " are lost"));
    loaded = new Loaded(id, links);
    return links;
  }

  private long reserve() {
    return Math.max(RESERVE_GAMES, maker.length() / RESERVE_DIVISOR);
  }
}
