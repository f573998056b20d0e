package io.fairfall.cli.deposits;

import io.fairfall.cli.operations.Asking;
import io.fairfall.cli.operations.OperationsClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Walks final blocks once more. It may be interrupted and repeated at any time: what was credited
 * is found credited.
 */
@Command(
    name = "reprocess",
    description = {
      "Walks final blocks once more and credits what is missing. What was credited is found",
      "credited, and the live walk is not disturbed."
    })
final class ReprocessCommand extends Asking {
  @Parameters(index = "0", paramLabel = "FROM", description = "The first block.")
  private long from;

  @Parameters(index = "1", paramLabel = "TO", description = "The last block.")
  private long to;

  @Option(names = "--dry-run", description = "Only say what is missing.")
  private boolean dryRun;

  @Override
  protected void ask(OperationsClient operations, PrintWriter out) {
    if (from < 0 || to < from) {
      throw mistake("FROM and TO are block numbers, the lower one first.");
    }
    long next = from;
    long found = 0;
    long missing = 0;
    boolean goesOn = true;
    while (goesOn) {
      Tree page =
          operations.ask(
              Map.of("action", "deposits.reprocess", "from", next, "to", to, "dryRun", dryRun));
      found += page.number("found");
      for (Tree one : page.at("missing").items()) {
        missing++;
        out.println(
            "missing: %s, %s wei from %s"
                .formatted(one.text("key"), one.text("amount"), one.text("from")));
      }
      goesOn = page.at("next").number().isPresent() && page.at("reason").text().isEmpty();
      next = page.at("next").number().orElse(page.number("last") + 1);
      out.printf(Locale.ROOT, "blocks up to %,d: %,d transfers%n", next - 1, found);
      out.flush();
      page.at("reason").text().ifPresent(reason -> out.println("stopped: " + reason));
    }
    out.printf(
        Locale.ROOT, "%,d were missing%s.%n", missing, dryRun ? ", and nothing was done" : "");
  }
}
