package io.fairfall.cli.solvency;

import java.math.BigInteger;
import java.util.List;

/**
 * A proof as it stands in its file. Its sums may still be none: they are judged where they count.
 */
record LeafFile(
    long number, String player, String salt, BigInteger amount, long index, List<Child> path) {
  /** A signed amount can be read, so that it is refused by its name. */
  private static final String SUM = "-?(0|[1-9][0-9]{0,99})";

  private static final long MAX_NUMBER = (1L << 53) - 1;
  private static final int MAX_PATH = 64;

  /** The other child of a node. */
  record Child(BigInteger sum, String hash) {}

  static LeafFile read(String json) {
    Fields all =
        new Fields(
            PlainJson.object(json),
            "format",
            "number",
            "player",
            "salt",
            "amount",
            "index",
            "path");
    all.text("format", "fairfall-solvency-proof-1");
    List<Child> path =
        all.texts("path", 0, MAX_PATH, SUM + ":[0-9a-f]{64}").stream()
            .map(LeafFile::child)
            .toList();
    return new LeafFile(
        all.number("number", 1, MAX_NUMBER),
        all.text("player", "[!-~]{1,128}"),
        all.text("salt", "[0-9a-f]{64}"),
        new BigInteger(all.text("amount", SUM)),
        all.number("index", 0, MAX_NUMBER),
        path);
  }

  private static Child child(String text) {
    int colon = text.indexOf(':');
    return new Child(new BigInteger(text.substring(0, colon)), text.substring(colon + 1));
  }
}
