package io.fairfall.solvency;

/** Where the leaves of a tree go, a piece at a time. */
@FunctionalInterface
public interface PieceSink {
  /**
   * @param number of the piece, from 0
   * @param leaves up to 2,048 leaves as {@link PieceCodec} writes them, below 360,000 bytes
   */
  void take(int number, byte[] leaves);
}
