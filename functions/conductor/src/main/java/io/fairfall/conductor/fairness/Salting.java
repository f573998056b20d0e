package io.fairfall.conductor.fairness;

/**
 * How far ahead the salt's block is, and how deep it must lie before it is believed.
 *
 * <p>The commitment is in the journal long before the block exists: ten blocks are 20 s on the
 * fastest chains and two minutes on Ethereum, more than an append can be delayed. Twelve blocks on
 * top make a reorganisation that replaces the salt as unlikely as one that replaces a deposit. A
 * development chain has no other miners, so it waits for as little as shows that the order holds.
 *
 * @param distanceBlocks from the newest block at the commitment to the salt's block
 * @param confirmations blocks on top of the salt's block
 */
record Salting(long distanceBlocks, long confirmations) {
  private static final long DEVELOPMENT_CHAIN_ID = 31_337;

  static Salting on(long chainId) {
    return chainId == DEVELOPMENT_CHAIN_ID ? new Salting(2, 1) : new Salting(10, 12);
  }
}
