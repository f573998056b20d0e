package io.fairfall.cli.audit;

import io.fairfall.audit.IndependentPass;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.Evidence;
import io.fairfall.auditor.Auditor;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.money.Wei;
import io.fairfall.settings.BetBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The second reading of a house, which shares no code with the first: everything is exported, and
 * the export is judged by {@link Auditor} as a stranger would judge it.
 */
final class IndependentReading {
  private static final int MAX_FINDINGS = 1_000;

  @Option(
      names = "--deployed",
      paramLabel = "MIN,MAX,PROFIT",
      description = {
        "Deployed bounds in wei: smallest stake, largest stake, largest profit of a bet.",
        "Again for every other one that was deployed before. Without them, bounds of rounds",
        "that no setting names are told and not judged."
      })
  private List<String> deployed = new ArrayList<>();

  /** The bounds that were named, for the first reading. */
  DeployedBounds deployed() {
    return new DeployedBounds(parsed().stream().map(IndependentReading::bounds).toList(), 0);
  }

  private static BetBounds bounds(Auditor.Deployed one) {
    try {
      return new BetBounds(
          new Wei(one.minStake()), new Wei(one.maxStake()), new Wei(one.maxProfit()));
    } catch (IllegalArgumentException contradiction) {
      throw new AdminCommandException("deployed bounds: " + contradiction.getMessage());
    }
  }

  private List<Auditor.Deployed> parsed() {
    try {
      return deployed.stream().map(Auditor.Deployed::parse).toList();
    } catch (Auditor.Unreadable malformed) {
      throw new AdminCommandException(String.valueOf(malformed.getMessage()));
    }
  }

  @Option(
      names = "--fundings",
      paramLabel = "FILE",
      description = {
        "Ids of the fundings that the operators vouch for, one a line.",
        "Without it nothing proves who made a funding."
      })
  private @Nullable Path fundings;

  /**
   * Judges everything up to a cut.
   *
   * @param export writes the export
   */
  Auditor.Report judge(Evidence evidence, ExportWriter export, long nowMs, long cutMs)
      throws IOException {
    Path file = Files.createTempFile("fairfall-audit", ".jsonl");
    try {
      export.write(file);
      try (Auditor.Export written = new Auditor.Export(file)) {
        return written.judge(options(evidence, nowMs, cutMs));
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Auditor.Options options(Evidence evidence, long nowMs, long cutMs) throws IOException {
    Optional<Set<String>> vouched =
        fundings == null ? Optional.empty() : Optional.of(Set.copyOf(Files.readAllLines(fundings)));
    return new Auditor.Options(
        nowMs,
        cutMs,
        evidence.keys().map(source -> IndependentPass.keys(source.get())),
        parsed(),
        0,
        vouched,
        evidence.payouts().isPresent() ? Set.of() : Set.of(Auditor.Item.PAYOUTS),
        MAX_FINDINGS);
  }
}
