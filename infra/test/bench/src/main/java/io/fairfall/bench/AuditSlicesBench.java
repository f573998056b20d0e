package io.fairfall.bench;

import io.fairfall.dynamodb.EmbeddedDynamo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A reading of everything in slices while play goes on: nothing was forged, so nothing is found.
 */
@Command(
    name = "audit-slices",
    mixinStandardHelpOptions = true,
    description = {
      "Reads everything in slices while play goes on, and ends with 1 if anything is found.",
      "Ten million entries: --players 13000 --quarters 9 --slice 200000 --folder FOLDER"
    })
final class AuditSlicesBench implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--players",
      defaultValue = "100",
      paramLabel = "N",
      description = "Who bets in every round (${DEFAULT-VALUE}).")
  private int players;

  @Option(
      names = "--quarters",
      defaultValue = "6",
      paramLabel = "N",
      description = "Quarters of an hour that are played, up to 9 (${DEFAULT-VALUE}).")
  private int quarters;

  @Option(
      names = "--slice",
      defaultValue = "5000",
      paramLabel = "N",
      description = "Entries that a slice reads, about (${DEFAULT-VALUE}).")
  private long slice;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the play.")
  private long seed;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Keeps the store in this new folder instead of in memory.")
  private @Nullable Path folder;

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (EmbeddedDynamo dynamo =
            folder == null ? EmbeddedDynamo.inMemory() : EmbeddedDynamo.in(folder);
        AuditCost cost = new AuditCost(dynamo, players, 0, seed)) {
      AuditSlices.Sliced sliced = new AuditSlices(cost, slice).run(quarters, 1);
      out.println(
          String.format(
              Locale.ROOT,
              "%,d entries of accounts; read %d times in %,d slices while play went on; %,d findings",
              sliced.entries(),
              sliced.passes(),
              sliced.slices(),
              sliced.findings()));
      out.flush();
      return sliced.findings() == 0 ? 0 : 1;
    }
  }
}
