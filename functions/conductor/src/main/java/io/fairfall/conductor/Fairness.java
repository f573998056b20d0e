package io.fairfall.conductor;

import io.fairfall.chain.Blocks;
import io.fairfall.chain.NodeAnswer;
import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Known;
import io.fairfall.game.FairnessEvent;
import io.fairfall.game.FairnessEvent.Committed;
import io.fairfall.game.FairnessEvent.Salted;
import io.fairfall.game.HashChain;
import io.fairfall.game.RoundEvent.Opened;
import io.fairfall.journal.Body;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
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
final class Fairness {
  static final long RESERVE_GAMES = 100;
  private static final int RESERVE_DIVISOR = 100;

  /** A chain's entries are two: this many chains are years of games. */
  private static final int MAX_PAGES = 50;

  private final Journals events;
  private final ChainSecrets secrets;
  private final Blocks node;
  private final long chainId;
  private final long length;
  private final Randomness random;
  private final InstantSource clock;

  // the supply is looked after while a round is played: what it finds is read by the next opening
  private volatile List<PublishedChain> published = List.of();
  private volatile @Nullable Loaded loaded;

  /**
   * Fairness from one node.
   *
   * @param chainId the chain that the node must follow
   * @param length games in a new chain
   */
  Fairness(
      Journals events,
      ChainSecrets secrets,
      Blocks node,
      long chainId,
      long length,
      Randomness random,
      InstantSource clock) {
    this.events = events;
    this.secrets = secrets;
    this.node = node;
    this.chainId = chainId;
    this.length = length;
    this.random = random;
    this.clock = clock;
  }

  /** Bytes that nobody can foresee. */
  interface Randomness {
    byte[] bytes(int count);
  }

  /** Where the supply stands after a look. */
  sealed interface Supply {
    /** There is nothing to do now. */
    record Enough() implements Supply {}

    /** The salt's block does not lie deep enough yet. */
    record AwaitsBlock(long block) implements Supply {}

    /** The node gave no usable answer. */
    record NodeFailed(String reason) implements Supply {}
  }

  /** A chain's links, once read. */
  private record Loaded(String id, HashChain links) {}

  /** The game after the latest, if a salted chain has it. */
  Optional<NextGame> next(Optional<Opened> latest) {
    Optional<NextGame> next = next(latest, published);
    if (next.isPresent()) {
      return next;
    }
    List<PublishedChain> chains = PublishedChain.of(read());
    published = chains;
    return next(latest, chains);
  }

  private Optional<NextGame> next(Optional<Opened> latest, List<PublishedChain> chains) {
    if (!isKnown(latest, chains)) {
      return Optional.empty();
    }
    return ChainOrder.after(latest, chains)
        .map(
            order -> {
              PublishedChain chain = chains.get(order.chain());
              return new NextGame(chain, links(chain.id()), order.game());
            });
  }

  /** Whether a look at the supply is due. It costs nothing to ask. */
  boolean runsLow(Optional<Opened> latest) {
    List<PublishedChain> chains = published;
    return !isKnown(latest, chains)
        || chains.getLast().salt().isEmpty()
        || ChainOrder.gamesLeft(latest, chains) <= reserve();
  }

  /** Commits or salts a chain if one is due: one step at most, and whoever is first takes it. */
  synchronized Supply replenish(Optional<Opened> latest) {
    List<Entry> entries = read();
    List<PublishedChain> chains = PublishedChain.of(entries);
    published = chains;
    long slot = entries.size() + 1L;
    boolean awaitsSalt = !chains.isEmpty() && chains.getLast().salt().isEmpty();
    if (!awaitsSalt && !chains.isEmpty() && ChainOrder.gamesLeft(latest, chains) > reserve()) {
      return new Supply.Enough();
    }
    return switch (node.chainId()) {
      case Failed<Long>(String reason) -> new Supply.NodeFailed(reason);
      case Absent<Long>() -> new Supply.NodeFailed("no chain id");
      case Known<Long>(Long id) when id != chainId ->
          new Supply.NodeFailed("it follows chain " + id + ", not " + chainId);
      case Known<Long>(Long id) -> awaitsSalt ? salt(chains.getLast(), slot) : commit(slot);
    };
  }

  private Supply commit(long slot) {
    HexFormat hex = HexFormat.of();
    final int seedBytes = 32;
    final int idBytes = 8;
    String id = hex.formatHex(random.bytes(idBytes));
    HashChain chain = HashChain.walk(hex.formatHex(random.bytes(seedBytes)), length);
    secrets.keep(id, chain);
    // asked last: the block must still be in the future when the commitment is written
    return switch (node.newestBlock()) {
      case Failed<Long>(String reason) -> new Supply.NodeFailed(reason);
      case Absent<Long>() -> new Supply.NodeFailed("no newest block");
      case Known<Long>(Long newest) -> {
        long block = newest + Salting.on(chainId).distanceBlocks();
        append(slot, Committed.TYPE, new Committed(id, chain.terminalHash(), length, block));
        yield new Supply.AwaitsBlock(block);
      }
    };
  }

  private Supply salt(PublishedChain chain, long slot) {
    long block = chain.saltBlock();
    return switch (node.newestBlock()) {
      case Failed<Long>(String reason) -> new Supply.NodeFailed(reason);
      case Absent<Long>() -> new Supply.NodeFailed("no newest block");
      case Known<Long>(Long newest) when newest < block + Salting.on(chainId).confirmations() ->
          new Supply.AwaitsBlock(block);
      case Known<Long>(Long newest) -> salt(chain, slot, node.blockHash(block));
    };
  }

  private Supply salt(PublishedChain chain, long slot, NodeAnswer<String> blockHash) {
    return switch (blockHash) {
      case Failed<String>(String reason) -> new Supply.NodeFailed(reason);
      // the newest block and this one may come from two machines behind one address
      case Absent<String>() -> new Supply.AwaitsBlock(chain.saltBlock());
      case Known<String>(String hash) -> {
        String salt = hash.substring("0x".length());
        append(slot, Salted.TYPE, new Salted(chain.id(), chain.saltBlock(), salt));
        yield new Supply.Enough();
      }
    };
  }

  /** Somebody else may have been first: then the next look finds what they wrote. */
  private void append(long slot, String type, FairnessEvent event) {
    events.append(new Entry(FairnessEvent.JOURNAL, slot, type, clock.millis(), Body.write(event)));
  }

  private List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    for (int page = 0; page < MAX_PAGES; page++) {
      List<Entry> more = events.range(FairnessEvent.JOURNAL, entries.size() + 1L, Long.MAX_VALUE);
      if (more.isEmpty()) {
        return entries;
      }
      entries.addAll(more);
    }
    throw new IllegalStateException("the fairness journal is longer than it can be");
  }

  private static boolean isKnown(Optional<Opened> latest, List<PublishedChain> chains) {
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
    return Math.max(RESERVE_GAMES, length / RESERVE_DIVISOR);
  }
}
