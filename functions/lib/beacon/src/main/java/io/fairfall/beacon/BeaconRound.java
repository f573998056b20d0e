package io.fairfall.beacon;

import java.nio.ByteBuffer;

/**
 * A round of a beacon. Its number says when it comes and what is signed; a network signs each once.
 *
 * @param number from 1 to {@link #MAX}
 */
public record BeaconRound(long number) implements Comparable<BeaconRound> {
  /** 2^53 - 1: every number up to here is one in JSON as well, and none is reached in our time. */
  public static final long MAX = (1L << 53) - 1;

  public BeaconRound {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException("a beacon's rounds have the numbers 1 to " + MAX);
    }
  }

  /**
   * What the network signs: SHA-256 of the number as 8 bytes, the largest first.
   *
   * @return 32 bytes
   */
  public byte[] message() {
    return Digests.sha256(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  @Override
  public int compareTo(BeaconRound other) {
    return Long.compare(number, other.number);
  }
}
