package io.fairfall.bench;

import io.fairfall.solvency.LeafProof;
import io.fairfall.solvency.LeafSet;
import io.fairfall.solvency.SaltSecret;
import io.fairfall.solvency.SumTree;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the tree of a statement of what is owed, and some proofs in it. */
@Command(
    name = "solvency",
    mixinStandardHelpOptions = true,
    description = "Makes a tree of what is owed to many players, and prints how fast.")
final class SolvencyBench implements Callable<Integer> {
  private static final int PROOFS = 100;
  private static final int AMOUNT_BITS = 66;
  private static final double NANOS_PER_SECOND = 1e9;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--accounts",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Accounts (${DEFAULT-VALUE}).")
  private int accounts;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the amounts.")
  private long seed;

  @Override
  public Integer call() {
    PrintWriter out = commandSpec().commandLine().getOut();
    Random random = new Random(seed);
    byte[] bytes = new byte[SaltSecret.BYTES];
    random.nextBytes(bytes);
    SaltSecret secret = new SaltSecret(bytes);
    double worked = processors();
    long began = System.nanoTime();
    LeafSet leaves = new LeafSet(secret);
    for (int i = 0; i < accounts; i++) {
      leaves.add(player(i), new BigInteger(AMOUNT_BITS, random));
    }
    List<byte[]> pieces = new ArrayList<>();
    SumTree tree = leaves.build((number, piece) -> pieces.add(piece));
    double built = (System.nanoTime() - began) / NANOS_PER_SECOND;
    long stored = tree.bytes().length + pieces.stream().mapToLong(piece -> piece.length).sum();
    out.printf(
        Locale.ROOT,
        "%,d accounts, %,d leaves: %.1f s, %.1f s of processors, %,d bytes in %,d pieces.%n",
        accounts,
        tree.shape().leaves(),
        built,
        processors() - worked,
        stored,
        pieces.size());
    prove(out, tree, secret, pieces, random);
    return ExitCode.OK;
  }

  private void prove(
      PrintWriter out, SumTree tree, SaltSecret secret, List<byte[]> pieces, Random random) {
    int longest = 0;
    long began = System.nanoTime();
    for (int i = 0; i < PROOFS; i++) {
      String player = player(random.nextInt(accounts));
      LeafProof proof =
          tree.prove(1, secret, player, pieces.get(tree.pieceOf(secret, player))).orElseThrow();
      longest = Math.max(longest, proof.json().length());
    }
    double each = (System.nanoTime() - began) / NANOS_PER_SECOND / PROOFS;
    out.printf(
        Locale.ROOT, "%d proofs: %.0f ms each, %,d bytes at most.%n", PROOFS, each * 1e3, longest);
  }

  /** What this process has had of the processors, in seconds; other work does not lengthen it. */
  private static double processors() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(time -> time.toNanos() / NANOS_PER_SECOND)
        .orElse(Double.NaN);
  }

  private static String player(int number) {
    return "0x%040x".formatted(number);
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec;
  }
}
