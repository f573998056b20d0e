package io.fairfall.solvency;

/**
 * How many leaves a tree has: the smallest power of two that leaves room.
 *
 * @param height from {@link #MIN_HEIGHT} to {@link #MAX_HEIGHT}
 */
public record TreeShape(int height) {
  /** A tree of 16 leaves: of very few players nobody sees how many there are. */
  public static final int MIN_HEIGHT = 4;

  /** A tree of 4,194,304 leaves; of more accounts there is no statement. */
  public static final int MAX_HEIGHT = 22;

  /** So many levels are stored in one piece: 2,048 leaves. */
  static final int PIECE_HEIGHT = 11;

  public TreeShape {
    if (height < MIN_HEIGHT || height > MAX_HEIGHT) {
      throw new IllegalArgumentException("a tree has 2^4 to 2^22 leaves");
    }
  }

  /**
   * The tree for so many accounts.
   *
   * @throws TooManyAccountsException if there is none
   */
  public static TreeShape forAccounts(long accounts) {
    int height = MIN_HEIGHT;
    while (1L << height < accounts) {
      height++;
    }
    if (height > MAX_HEIGHT) {
      throw new TooManyAccountsException(accounts);
    }
    return new TreeShape(height);
  }

  /** The tree that has so many leaves. */
  public static TreeShape ofLeaves(long leaves) {
    TreeShape shape = new TreeShape(Long.numberOfTrailingZeros(leaves));
    if (shape.leaves() != leaves) {
      throw new IllegalArgumentException("a tree has a power of two of leaves");
    }
    return shape;
  }

  public int leaves() {
    return 1 << height;
  }

  /** Leaves of a piece. */
  int pieceLeaves() {
    return 1 << Math.min(height, PIECE_HEIGHT);
  }
}
