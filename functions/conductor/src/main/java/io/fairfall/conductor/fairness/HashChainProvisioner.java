package io.fairfall.conductor.fairness;

import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.FairnessEvent.Committed;
import io.fairfall.crash.HashChain;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.HexFormat;

/** Makes chains and commits to them: one entry of the {@code fairness} journal each. */
public final class HashChainProvisioner {
  private static final int SEED_BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final HexFormat HEX = HexFormat.of();

  private final Journals events;
  private final HashChainSecrets secrets;
  private final long length;
  private final Randomness random;
  private final InstantSource clock;

  /**
   * A maker of chains.
   *
   * @param length games in a new chain
   */
  public HashChainProvisioner(
      Journals events,
      HashChainSecrets secrets,
      long length,
      Randomness random,
      InstantSource clock) {
    this.events = events;
    this.secrets = secrets;
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
   * Makes a chain, keeps it and commits to it.
   *
   * @param slot the next slot of the journal
   * @return whether the chain was published; otherwise another conductor was first in the slot, or
   *     whether one was is not known, and the next look at the journal tells
   */
  boolean commit(long slot) {
    String id = HEX.formatHex(random.bytes(ID_BYTES));
    HashChain chain = HashChain.walk(HEX.formatHex(random.bytes(SEED_BYTES)), length);
    secrets.keep(id, chain);
    Committed committed = Committed.of(id, chain.terminalHash(), length);
    Entry entry =
        new Entry(
            FairnessEvent.JOURNAL,
            slot,
            Committed.TYPE,
            clock.millis(),
            JsonCodec.write(committed));
    return events.append(entry) instanceof Append.Written;
  }
}
