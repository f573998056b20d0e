package io.fairfall.conductor.fairness;

import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.FairnessEvent.Committed;
import io.fairfall.crash.FairnessEvent.Salted;
import io.fairfall.crash.HashChain;
import io.fairfall.ethereumrpc.Blocks;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/** Commits chains and salts them: one entry of the {@code fairness} journal at a time. */
public final class HashChainProvisioner {
  private static final int SEED_BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final HexFormat HEX = HexFormat.of();

  private final Journals events;
  private final HashChainSecrets secrets;
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
  public HashChainProvisioner(
      Journals events,
      HashChainSecrets secrets,
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
  public interface Randomness {
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
  SupplyStatus work(Optional<PublishedHashChain> unsalted, long slot) {
    return switch (node.chainId()) {
      case Failed<Long>(_, String reason, _) -> new SupplyStatus.NodeFailed(reason);
      case Absent<Long>() -> new SupplyStatus.NodeFailed("no chain id");
      case Known<Long>(Long id) when id != chainId ->
          new SupplyStatus.NodeFailed("it follows chain " + id + ", not " + chainId);
      case Known<Long>(Long id) -> unsalted.isPresent() ? salt(unsalted.get(), slot) : commit(slot);
    };
  }

  private SupplyStatus commit(long slot) {
    String id = HEX.formatHex(random.bytes(ID_BYTES));
    HashChain chain = HashChain.walk(HEX.formatHex(random.bytes(SEED_BYTES)), length);
    secrets.keep(id, chain);
    // asked last: the block must still be in the future when the commitment is written
    return switch (node.newestBlock()) {
      case Failed<Long>(_, String reason, _) -> new SupplyStatus.NodeFailed(reason);
      case Absent<Long>() -> new SupplyStatus.NodeFailed("no newest block");
      case Known<Long>(Long newest) -> {
        long block = newest + Salting.on(chainId).distanceBlocks();
        append(slot, Committed.TYPE, new Committed(id, chain.terminalHash(), length, block));
        yield new SupplyStatus.AwaitsBlock(block);
      }
    };
  }

  private SupplyStatus salt(PublishedHashChain chain, long slot) {
    long block = chain.saltBlock();
    long deepEnough = block + Salting.on(chainId).confirmations();
    return switch (node.newestBlock()) {
      case Failed<Long>(_, String reason, _) -> new SupplyStatus.NodeFailed(reason);
      case Absent<Long>() -> new SupplyStatus.NodeFailed("no newest block");
      case Known<Long>(Long newest) when newest < deepEnough -> new SupplyStatus.AwaitsBlock(block);
      case Known<Long>(Long newest) -> salt(chain, slot, node.blockHash(block));
    };
  }

  private SupplyStatus salt(PublishedHashChain chain, long slot, RpcResult<String> blockHash) {
    return switch (blockHash) {
      case Failed<String>(_, String reason, _) -> new SupplyStatus.NodeFailed(reason);
      // the newest block and this one may come from two machines behind one address
      case Absent<String>() -> new SupplyStatus.AwaitsBlock(chain.saltBlock());
      case Known<String>(String hash) -> {
        String salt = hash.substring("0x".length());
        append(slot, Salted.TYPE, new Salted(chain.id(), chain.saltBlock(), salt));
        yield new SupplyStatus.Enough();
      }
    };
  }

  private void append(long slot, String type, FairnessEvent event) {
    events.append(
        new Entry(FairnessEvent.JOURNAL, slot, type, clock.millis(), JsonCodec.write(event)));
  }
}
