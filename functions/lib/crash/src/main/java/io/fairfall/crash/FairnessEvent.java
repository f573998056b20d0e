package io.fairfall.crash;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code fairness} journal says: the commitment to each chain, public the moment it is
 * written. Rounds of before were decided by a salt of their chain, the hash of a block that did not
 * exist when the chain was committed to: such a chain has two entries.
 */
public sealed interface FairnessEvent {
  String JOURNAL = "fairness";

  /**
   * A chain is fixed.
   *
   * @param chain the chain's id
   * @param terminalHash the chain's last link
   * @param length games in the chain
   * @param saltBlock number of the future block whose hash was to be the salt; null in a chain
   *     whose rounds a beacon decides
   */
  @Json
  record Committed(String chain, String terminalHash, long length, @Nullable Long saltBlock)
      implements FairnessEvent {
    public static final String TYPE = "chain_committed";

    /** A chain whose rounds a beacon decides. */
    public static Committed of(String chain, String terminalHash, long length) {
      return new Committed(chain, terminalHash, length, null);
    }
  }

  /**
   * The block exists. Nobody writes this any more.
   *
   * @param salt the block's hash, 64 lower-case hex digits
   */
  @Json
  record Salted(String chain, long saltBlock, String salt) implements FairnessEvent {
    public static final String TYPE = "chain_salted";
  }
}
