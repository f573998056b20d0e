package io.fairfall.solvency;

import io.fairfall.json.JsonCodec;
import java.math.BigInteger;
import java.util.List;

/**
 * That what is owed to a player is in a statement's sum.
 *
 * @param number the statement's
 * @param player 1 to 128 characters of ASCII
 * @param salt 64 lower-case hex digits
 * @param amount wei
 * @param index the leaf's place, from 0
 * @param path from the bottom to the top the other child of each node, as many as the tree is high
 */
public record LeafProof(
    long number, String player, String salt, BigInteger amount, long index, List<SumNode> path) {
  private static final String FORMAT = "fairfall-solvency-proof-1";

  public LeafProof {
    path = List.copyOf(path);
  }

  /** As it is published: JSON, below 4,000 characters. */
  public String json() {
    return JsonCodec.write(
        new StatementJson.ProofBody(
            FORMAT,
            number,
            player,
            salt,
            amount.toString(),
            index,
            path.stream().map(SumNode::toString).toList()));
  }
}
