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
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/** Commits chains and salts them: one entry of the {@code fairness} journal at a time. */
final class ChainMaker {
  private static final int SEED_BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final HexFormat HEX = HexFormat.of();

  private final Journals events;
  private final ChainSecrets secrets;
  private final Blocks node;
  private final long chainId;
  private final long length;
  private final Randomness random;
  private final InstantSource clock;

  /**
   * A maker of chains.
   *
   * @param chainId the chain that the node must follow
   * @param length games in a new chain
   */
  ChainMaker(
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

  /** Games in a new chain. */
  long length() {
    return length;
  }

  /**
   * Does what is next.
   *
   * @param unsalted the chain that waits for its salt; if there is none, one is committed
   * @param slot the next slot of the journal; if somebody is first there, the next look finds it
   */
  Supply work(Optional<PublishedChain> unsalted, long slot) {
    return switch (node.chainId()) {
      case Failed<Long>(_, String reason, _) -> new Supply.NodeFailed(reason);
      case Absent<Long>() -> new Supply.NodeFailed("no chain id");
      case Known<Long>(Long id) when id != chainId ->
          new Supply.NodeFailed("it follows chain " + id + ", not " + chainId);
      case Known<Long>(Long id) -> unsalted.isPresent() ? salt(unsalted.get(), slot) : commit(slot);
    };
  }

  private Supply commit(long slot) {
    String id = HEX.formatHex(random.bytes(ID_BYTES));
    HashChain chain = HashChain.walk(HEX.formatHex(random.bytes(SEED_BYTES)), length);
    secrets.keep(id, chain);
    // asked last: the block must still be in the future when the commitment is written
    return switch (node.newestBlock()) {
      case Failed<Long>(_, String reason, _) -> new Supply.NodeFailed(reason);
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
    long deepEnough = block + Salting.on(chainId).confirmations();
    return switch (node.newestBlock()) {
      case Failed<Long>(_, String reason, _) -> new Supply.NodeFailed(reason);
      case Absent<Long>() -> new Supply.NodeFailed("no newest block");
      case Known<Long>(Long newest) when newest < deepEnough -> new Supply.AwaitsBlock(block);
      case Known<Long>(Long newest) -> salt(chain, slot, node.blockHash(block));
    };
  }

  private Supply salt(PublishedChain chain, long slot, NodeAnswer<String> blockHash) {
    return switch (blockHash) {
      case Failed<String>(_, String reason, _) -> new Supply.NodeFailed(reason);
      // the newest block and this one may come from two machines behind one address
      case Absent<String>() -> new Supply.AwaitsBlock(chain.saltBlock());
      case Known<String>(String hash) -> {
        String salt = hash.substring("0x".length());
        append(slot, Salted.TYPE, new Salted(chain.id(), chain.saltBlock(), salt));
        yield new Supply.Enough();
      }
    };
  }

  private void append(long slot, String type, FairnessEvent event) {
    events.append(
        new Entry(FairnessEvent.JOURNAL, slot, type, clock.millis(), JsonCodec.write(event)));
  }
}
