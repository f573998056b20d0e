package io.fairfall.treasury;

import java.math.BigInteger;

/**
 * What a round's facts, up to one of them, changed for the house since the posting before.
 *
 * @param roundId the round
 * @param slot which posting of this round it is, from 1: its slot in the journal {@code
 *     posting:<round>}
 * @param from the first version of the round's facts that no earlier posting counted
 * @param through the version of the round's facts up to which everything is counted
 * @param delta what the house won in wei, negative if it lost
 * @param total what the round came to so far, this posting included
 */
public record RoundPosting(
    long roundId, long slot, long from, long through, BigInteger delta, BigInteger total) {
  public RoundPosting {
    if (slot < 1 || from < 1 || through < from) {
      throw new IllegalArgumentException("a posting counts facts that no earlier one counted");
    }
    if (delta.signum() == 0) {
      throw new IllegalArgumentException("a posting changes something");
    }
  }
}
