package io.fairfall.cli.deposits;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
final class ReprocessCommand extends AdminCall {
  @Parameters(index = "0", paramLabel = "FROM", description = "The first block.")
  private long from;

  @Parameters(index = "1", paramLabel = "TO", description = "The last block.")
  private long to;

  @Option(names = "--dry-run", description = "Only say what is missing.")
  private boolean dryRun;

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    if (from < 1 || to < from) {
      throw mistake("FROM and TO are numbers of blocks, from 1 on, the lower one first.");
    }
    Walked walked = new Walked(from, from, 0, 0, null);
    do {
      walked = walked.and(page(operations, walked.next()), out);
      out.printf(
          Locale.ROOT, "blocks up to %,d: %,d transfers%n", walked.next() - 1, walked.found());
      out.flush();
    } while (walked.next() <= walked.last() && walked.stopped() == null);
    if (walked.stopped() != null) {
      throw new AdminCommandException(
          "It stopped before block %d, after %d were missing: %s. Repeat it from there."
              .formatted(walked.next(), walked.missing(), walked.stopped()));
    }
    out.printf(
        Locale.ROOT,
        "%,d were missing%s.%n",
        walked.missing(),
        dryRun ? ", and nothing was done" : walked.missing() == 0 ? "" : ", and were made good");
    if (walked.last() < to) {
      out.printf(Locale.ROOT, "Blocks after %,d are not final yet.%n", walked.last());
    }
  }

  private Tree page(AdminClient operations, long next) {
    return operations.ask(
        Map.of("action", "deposits.reprocess", "from", next, "to", to, "dryRun", dryRun));
  }

  /**
   * How far it has come.
   *
   * @param last the newest block that is walked: the one that was asked for, or the newest final
   *     one
   * @param stopped why it does not go on, if it does not
   */
  private record Walked(long next, long last, long found, long missing, @Nullable String stopped) {
    Walked and(Tree page, PrintWriter out) {
      List<Tree> lines = page.at("missing").items();
      for (Tree one : lines) {
        out.println(
            "missing: %s, %s wei from %s"
                .formatted(one.text("key"), one.text("amount"), one.text("from")));
      }
      long newest = page.number("last");
      return new Walked(
          page.at("next").number().orElse(newest + 1),
          newest,
          found + page.number("found"),
          missing + lines.size(),
          page.at("reason").text().orElse(null));
    }
  }
}
