package io.fairfall.bench.deposits;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.world.ChainFiller;
import io.fairfall.anvil.world.ChainFixture;
import io.fairfall.anvil.world.Oracle;
import io.fairfall.bench.node.NodePackages;
import io.fairfall.bench.node.Scratch;
import io.fairfall.load.RunningFairfall;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./fairfall bench deposits}: a node with a long chain in it, an oracle over that chain, and
 * then, one after the other on the same node, our indexer from the first block to the last credit,
 * Ponder, and the plainest reader that there is.
 */
@Command(
    name = "deposits",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills a node with a long chain, catches up with it, and compares with Ponder and viem.",
      "Ends with exit code 1 if a wei is missing or too much."
    })
public final class DepositsBench implements Callable<Integer> {
  /** So that every deposit has its confirmations, and others call the last block final. */
  private static final long BLOCKS_ON_TOP = 200;

  private static final int TOLD_EVERY_BLOCKS = 5_000;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Length of the chain (${DEFAULT-VALUE}).")
  private int blocks;

  @Option(
      names = "--deposits",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Deposits in it; as many other transactions are among them (${DEFAULT-VALUE}).")
  private int deposits;

  @Option(
      names = "--players",
      paramLabel = "N",
      defaultValue = "500",
      description = "Who sends them (${DEFAULT-VALUE}).")
  private int players;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "How often Fairfall and viem go through it, each in one process (${DEFAULT-VALUE}). The"
              + " first is told by itself, and of the later half, which is warm, the median.")
  private int passes;

  @Option(names = "--without-ponder", description = "Leaves Ponder out, which takes some minutes.")
  private boolean withoutPonder;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "5", description = "Of the chain.")
  private long seed;

  private long toldNext = TOLD_EVERY_BLOCKS;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (players < 2 || deposits < 1 || blocks < deposits / 10 + players / 10 || blocks < 200) {
      System.err.println(
          "Give at least 2 players, 200 blocks, and enough blocks for the deposits.");
      return 2;
    }
    if (passes < 1) {
      System.err.println("Give at least one pass.");
      return 2;
    }
    Path programs = NodePackages.ready(RunningFairfall.root(), "deposits", System.out::println);
    String states = Long.toString(blocks + BLOCKS_ON_TOP); // or it forgets what traces stand on
    try (Anvil node = Anvil.start("--max-persisted-states", states);
        Scratch scratch = Scratch.make()) {
      return run(node, programs, scratch);
    } catch (IOException | IllegalStateException | ExecutionException failed) {
      System.err.println(failed.getMessage());
      return 1;
    }
  }

  private int run(Anvil node, Path programs, Scratch scratch)
      throws IOException, InterruptedException, ExecutionException {
    System.out.printf(Locale.ROOT, "Filling %,d blocks, seed %d …%n", blocks, seed);
    ChainFiller.Plan plan = new ChainFiller.Plan(seed, blocks, players, deposits);
    ChainFixture fixture = ChainFiller.fill(node, plan, this::tell);
    node.mine(BLOCKS_ON_TOP);
    System.out.println("The oracle traces every transaction …");
    Oracle.Verdict verdict = Oracle.judge(node.url(), fixture);
    System.out.printf(
        Locale.ROOT,
        "%,d deposits of %,d senders: %d wei%n",
        verdict.deposits().size(),
        verdict.bySender().size(),
        verdict.total());
    URI url = node.url();
    Passes ours = catchUps(url, fixture, verdict);
    List<Passes> others = new ArrayList<>();
    System.out.println("viem …");
    others.add(Others.viem(programs, url, blocks, passes));
    if (!withoutPonder) {
      System.out.println("Ponder …");
      Pace ponder = Others.ponder(programs, url, fixture, blocks, scratch.resolve("ponder"));
      others.add(new Passes(List.of(ponder)));
    }
    System.out.println();
    System.out.print(PaceTable.of(ours, others, verdict.total()));
    return ours.paces().stream().allMatch(pace -> verdict.total().equals(pace.wei())) ? 0 : 1;
  }

  private Passes catchUps(URI node, ChainFixture fixture, Oracle.Verdict verdict) {
    List<Pace> paces = new ArrayList<>();
    for (int pass = 1; pass <= passes; pass++) {
      System.out.printf(Locale.ROOT, "Fairfall, pass %d of %d …%n", pass, passes);
      paces.add(catchUp(node, fixture, verdict));
    }
    return new Passes(paces);
  }

  /** From the first block to the last credit, with tables that are new. */
  private Pace catchUp(URI node, ChainFixture fixture, Oracle.Verdict verdict) {
    try (CatchUp catchUp = new CatchUp(node, fixture)) {
      Pace pace = catchUp.run(blocks + BLOCKS_ON_TOP);
      if (!catchUp.credits().equals(verdict.bySender())) {
        throw new IllegalStateException(
            "somebody was not credited what they sent: in all %d wei instead of %d"
                .formatted(pace.wei(), verdict.total()));
      }
      return pace;
    }
  }

  private void tell(long number) {
    if (number >= toldNext) {
      System.out.printf(Locale.ROOT, "  block %,d%n", number);
      toldNext = number - number % TOLD_EVERY_BLOCKS + TOLD_EVERY_BLOCKS;
    }
  }
}
