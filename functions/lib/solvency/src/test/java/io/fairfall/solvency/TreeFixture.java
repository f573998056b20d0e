package io.fairfall.solvency;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tree with its pieces, as a store would have them. */
final class TreeFixture {
  static final SaltSecret SECRET = new SaltSecret(new byte[SaltSecret.BYTES]);

  final List<byte[]> pieces = new ArrayList<>();
  final SumTree tree;

  private TreeFixture(LeafSet leaves) {
    this.tree =
        leaves.build(
            (number, bytes) -> {
              if (number != pieces.size()) {
                throw new IllegalStateException("pieces come in their order");
              }
              pieces.add(bytes);
            });
  }

  /** Player i is owed 1000 + i wei. */
  static TreeFixture ofPlayers(int count) {
    LeafSet leaves = new LeafSet(SECRET);
    for (int i = 0; i < count; i++) {
      leaves.add(player(i), BigInteger.valueOf(1_000 + i));
    }
    return new TreeFixture(leaves);
  }

  static TreeFixture of(LeafSet leaves) {
    return new TreeFixture(leaves);
  }

  static String player(int number) {
    return "0x" + "%040x".formatted(number + 1);
  }

  Optional<LeafProof> prove(String player) {
    return tree.prove(1, SECRET, player, pieces.get(tree.pieceOf(SECRET, player)));
  }
}
