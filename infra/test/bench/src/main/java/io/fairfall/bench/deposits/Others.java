package io.fairfall.bench.deposits;

import io.fairfall.anvil.world.ChainFixture;
import io.fairfall.bench.node.NodeProgram;
import io.fairfall.load.Tree;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Readers of chains that are not ours. */
final class Others {
  private static final int VIEM_CONCURRENCY = 10;
  private static final long PONDER_WITHIN_MS = 3_600_000;

  private Others() {}

  /** The plainest reader: full blocks and nothing else. */
  static Passes viem(Path programs, URI node, long blocks, int passes) throws IOException {
    Map<String, Object> question =
        Map.of("url", node.toString(), "blocks", blocks, "concurrency", VIEM_CONCURRENCY);
    List<Pace> paces = new ArrayList<>();
    try (NodeProgram viem = NodeProgram.start(programs, "viem.mjs")) {
      for (int pass = 1; pass <= passes; pass++) {
        Tree read = viem.ask("read", question);
        paces.add(new Pace("viem, blocks only", blocks, ms(read), read.number("calls"), null));
      }
    }
    return new Passes(paces);
  }

  /** The indexer that people take from npm, with its own embedded store. */
  static Pace ponder(Path programs, URI node, ChainFixture fixture, long blocks, Path folder)
      throws IOException {
    try (NodeProgram ponder = NodeProgram.start(programs, "ponder.mjs")) {
      Tree indexed =
          ponder.ask(
              "index",
              Map.of(
                  "url", node.toString(),
                  "folder", folder.toString(),
                  "blocks", blocks,
                  "wallet", fixture.hotWallet(),
                  "token", fixture.token(),
                  "decimals", ChainFixture.TOKEN_DECIMALS,
                  "weiPerToken", ChainFixture.WEI_PER_TOKEN.toString(),
                  "withinMs", PONDER_WITHIN_MS));
      BigInteger sum = indexed.wei("sum");
      return new Pace("Ponder", blocks, ms(indexed), indexed.number("calls"), sum);
    }
  }

  private static double ms(Tree answer) {
    return answer.at("ms").value() instanceof Number ms ? ms.doubleValue() : 0;
  }
}
