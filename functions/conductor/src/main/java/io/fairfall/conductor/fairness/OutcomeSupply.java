package io.fairfall.conductor.fairness;

import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the game supplied with hashes that the house could not choose to suit anything.
 *
 * <p>A chain of game hashes is made and kept, and its last link is published. Only then are its
 * games played, one after another; where each ends is decided by a beacon that comes after its last
 * bet, so that neither the house, which knows the chain, nor the beacon, which does not, knows an
 * outcome before.
 *
 * <p>The rules when something fails:
 *
 * <ul>
 *   <li><b>The chain runs out</b>: the next one is committed to when {@link #RESERVE_GAMES} games
 *       are left, or a hundredth of a chain where that is more.
 *   <li><b>A restart</b>: the links are kept before they are published, so a published chain can
 *       always be played. A chain that was kept and never published is never played.
 * </ul>
 */
public final class OutcomeSupply {
  static final long RESERVE_GAMES = 100;
  private static final int RESERVE_DIVISOR = 100;

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

  /** The game after the latest, if a chain has it. */
  public Optional<NextGame> next(Optional<Opened> latest) {
    Optional<NextGame> next = next(latest, published);
    if (next.isPresent()) {
      return next;
    }
    List<PublishedHashChain> chains = PublishedHashChain.of(read(latest));
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
    return !isKnown(latest, chains) || HashChainSequence.gamesLeft(latest, chains) <= reserve();
  }

  /**
   * Commits to a chain if one is due. Whoever is first in the journal's slot has done it.
   *
   * @throws IllegalStateException if the latest round is of a chain that was never published: then
   *     no other chain makes it right
   */
  public synchronized void replenish(Optional<Opened> latest) {
    List<Entry> entries = read(latest);
    List<PublishedHashChain> chains = PublishedHashChain.of(entries);
    published = chains;
    if (HashChainSequence.gamesLeft(latest, chains) <= reserve()) {
      maker.commit(entries.isEmpty() ? 1 : entries.getLast().version() + 1);
    }
  }

  /**
   * The journal from the latest round's chain on, oldest first: whatever the age of the house, the
   * newest page has it. Only before the first round, or where no chain is the latest round's, is it
   * read to its beginning.
   */
  private List<Entry> read(Optional<Opened> latest) {
    List<Entry> newestFirst = new ArrayList<>();
    long before = Long.MAX_VALUE;
    boolean isFound = false;
    while (before > 1 && !isFound) {
      List<Entry> page =
          events.latest(FairnessEvent.JOURNAL, before, Journals.MAX_ENTRIES_PER_READ);
      if (page.isEmpty()) {
        break;
      }
      newestFirst.addAll(page);
      before = page.getLast().version();
      isFound = latest.isPresent() && isKnown(latest, PublishedHashChain.of(page));
    }
    return newestFirst.reversed();
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
