package io.fairfall.crash;

import io.avaje.jsonb.Json;

/**
 * What the {@code fairness} journal says: for each chain first the commitment, then the salt. Both
 * are public the moment they are written; the commitment names a block that does not exist yet.
 */
public sealed interface FairnessEvent {
  String JOURNAL = "fairness";

  /**
   * A chain is fixed.
   *
   * @param chain the chain's id
   * @param terminalHash the chain's last link
   * @param length games in the chain
   * @param saltBlock number of the future block whose hash will be the salt
   */
  @Json
  record Committed(String chain, String terminalHash, long length, long saltBlock)
      implements FairnessEvent {
    public static final String TYPE = "chain_committed";
  }

  /**
   * The block exists.
   *
   * @param salt the block's hash, 64 lower-case hex digits
   */
  @Json
  record Salted(String chain, long saltBlock, String salt) implements FairnessEvent {
    public static final String TYPE = "chain_salted";
  }
}
