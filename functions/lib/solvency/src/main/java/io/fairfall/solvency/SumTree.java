package io.fairfall.solvency;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A tree without its leaves, which are stored in pieces: what a proof needs beside the one piece
 * that has the player's leaf.
 */
public final class SumTree {
  /**
   * A piece of leaves.
   *
   * @param firstSalt of its first leaf, 64 lower-case hex digits: what comes before is in the
   *     pieces before
   */
  record Piece(String firstSalt, SumNode top) {}

  private static final int PIECE_BYTES = 3 * SumNode.WIDTH;

  private final TreeShape shape;
  private final SumNode root;
  private final List<Piece> pieces;

  SumTree(TreeShape shape, SumNode root, List<Piece> pieces) {
    this.shape = shape;
    this.root = root;
    this.pieces = List.copyOf(pieces);
  }

  /**
   * A tree from what {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static SumTree read(TreeShape shape, byte[] bytes) {
    if (bytes.length != PIECE_BYTES * (shape.leaves() / shape.pieceLeaves())) {
      throw new IllegalArgumentException("a tree's pieces are missing, or too many");
    }
    List<Piece> pieces = new ArrayList<>();
    NodeStack whole = new NodeStack();
    for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
      int sumAt = at + SumNode.WIDTH;
      int hashAt = sumAt + SumNode.WIDTH;
      SumNode top =
          SumNode.of(
              new BigInteger(1, Arrays.copyOfRange(bytes, sumAt, hashAt)),
              HexFormat.of().formatHex(bytes, hashAt, at + PIECE_BYTES));
      pieces.add(new Piece(HexFormat.of().formatHex(bytes, at, sumAt), top));
      whole.push(top);
    }
    return new SumTree(shape, whole.top(), pieces);
  }

  /** Its pieces' first salts, sums and hashes, 96 bytes each: below 200,000. */
  public byte[] bytes() {
    byte[] bytes = new byte[PIECE_BYTES * pieces.size()];
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      int at = i * PIECE_BYTES;
      System.arraycopy(HexFormat.of().parseHex(piece.firstSalt()), 0, bytes, at, SumNode.WIDTH);
      System.arraycopy(piece.top().sumBytes(), 0, bytes, at + SumNode.WIDTH, SumNode.WIDTH);
      System.arraycopy(
          HexFormat.of().parseHex(piece.top().hash()),
          0,
          bytes,
          at + 2 * SumNode.WIDTH,
          SumNode.WIDTH);
    }
    return bytes;
  }

  public TreeShape shape() {
    return shape;
  }

  /** The sum is what is owed to all. */
  public SumNode root() {
    return root;
  }

  /** In which piece a player's leaf is, if there is one: from 0. */
  public int pieceOf(SaltSecret secret, String player) {
    String salt = secret.ofPlayer(player);
    int piece = 0;
    while (piece + 1 < pieces.size() && pieces.get(piece + 1).firstSalt().compareTo(salt) <= 0) {
      piece++;
    }
    return piece;
  }

  /**
   * A player's proof.
   *
   * @param number the statement's
   * @param leaves the piece that {@link #pieceOf} names, as it was stored
   * @return nothing if the player has no leaf
   * @throws IllegalArgumentException if these are not the leaves of that piece
   */
  public Optional<LeafProof> prove(long number, SaltSecret secret, String player, byte[] leaves) {
    int piece = pieceOf(secret, player);
    List<SaltedLeaf> stored = PieceCodec.read(secret, leaves);
    if (stored.size() != shape.pieceLeaves()) {
      throw new IllegalArgumentException("a piece of another tree");
    }
    List<SumNode> path = new ArrayList<>();
    int place = 0;
    while (place < stored.size() && !stored.get(place).player().equals(player)) {
      place++;
    }
    if (place == stored.size()) {
      return Optional.empty();
    }
    SumNode top = climb(stored.stream().map(SaltedLeaf::node).toList(), place, path);
    if (!top.equals(pieces.get(piece).top())) {
      throw new IllegalArgumentException("a piece of another tree");
    }
    climb(pieces.stream().map(Piece::top).toList(), piece, path);
    return Optional.of(
        new LeafProof(
            number,
            player,
            secret.ofPlayer(player),
            stored.get(place).amount(),
            piece * (long) shape.pieceLeaves() + place,
            path));
  }

  /** The node above all of a level; adds the other children on the way from a place to it. */
  private static SumNode climb(List<SumNode> level, int place, List<SumNode> path) {
    List<SumNode> nodes = level;
    for (int at = place; nodes.size() > 1; at >>= 1) {
      path.add(nodes.get(at ^ 1));
      List<SumNode> above = new ArrayList<>(nodes.size() / 2);
      for (int i = 0; i < nodes.size(); i += 2) {
        above.add(SumNode.above(nodes.get(i), nodes.get(i + 1)));
      }
      nodes = above;
    }
    return nodes.getFirst();
  }
}
