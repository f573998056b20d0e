package io.fairfall.solvency;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What is owed to each player, in any order, until all are known. */
public final class LeafSet {
  private final SaltSecret secret;
  private final List<SaltedLeaf> leaves = new ArrayList<>();

  /**
   * @param secret the statement's
   */
  public LeafSet(SaltSecret secret) {
    this.secret = secret;
  }

  /**
   * One player, who may be owed nothing.
   *
   * @param player 1 to 128 characters of ASCII
   * @param amount wei
   * @throws IllegalArgumentException if the name has another form, or the amount is below 0 or
   *     2^256 or more
   */
  public void add(String player, BigInteger amount) {
    leaves.add(SaltedLeaf.of(secret, PlayerName.require(player), SumNode.requireSum(amount)));
  }

  /** How many players there are. */
  public int size() {
    return leaves.size();
  }

  /**
   * Makes the tree of all that were added, padded and in their order.
   *
   * @param pieces gets the leaves, piece by piece from left to right
   * @throws IllegalArgumentException if a player was added twice, or all come to 2^256 or more
   * @throws TooManyAccountsException if there are more than 2^22
   */
  public SumTree build(PieceSink pieces) {
    TreeShape shape = TreeShape.forAccounts(leaves.size());
    List<SaltedLeaf> all = new ArrayList<>(shape.leaves());
    all.addAll(leaves);
    for (int number = 0; all.size() < shape.leaves(); number++) {
      all.add(SaltedLeaf.padding(secret, number));
    }
    SaltedLeaf[] ordered = all.toArray(SaltedLeaf[]::new);
    Arrays.parallelSort(ordered);
    List<SumTree.Piece> tops = new ArrayList<>();
    NodeStack whole = new NodeStack();
    for (int first = 0; first < ordered.length; first += shape.pieceLeaves()) {
      List<SaltedLeaf> piece = new ArrayList<>(shape.pieceLeaves());
      NodeStack stack = new NodeStack();
      for (int at = first; at < first + shape.pieceLeaves(); at++) {
        requireOther(ordered, at);
        piece.add(ordered[at]);
        stack.push(ordered[at].node());
      }
      pieces.take(tops.size(), PieceCodec.write(piece));
      tops.add(new SumTree.Piece(HexFormat.of().formatHex(ordered[first].salt()), stack.top()));
      whole.push(stack.top());
    }
    return new SumTree(shape, whole.top(), tops);
  }

  private static void requireOther(SaltedLeaf[] ordered, int at) {
    if (at > 0 && ordered[at - 1].equals(ordered[at])) {
      throw new IllegalArgumentException("a player is in a tree once: " + ordered[at].player());
    }
  }
}
