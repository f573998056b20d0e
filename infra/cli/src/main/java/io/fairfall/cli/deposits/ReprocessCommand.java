package io.fairfall.cli.deposits;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
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
      "Walks final blocks once more and credits what is missing.",
      "What was credited is found credited, and the live walk is not disturbed."
    })
final class ReprocessCommand extends AdminCall {
  @Parameters(index = "0", paramLabel = "FROM", description = "The first block.")
  private long from;

  @Parameters(index = "1", paramLabel = "TO", description = "The last block.")
  private long to;

  @Option(names = "--dry-run", description = "Only say what is missing.")
  private boolean dryRun;

  @Option(
      names = "--before-first",
      description = {
        "Blocks before IndexerFirstBlock too. Needs --by and --reason, and shows the balances that",
        "players brought from an older house: what was deposited there is in them."
      })
  private boolean beforeFirst;

  @Option(names = "--by", paramLabel = "NAME", description = "Who wants that.")
  private @Nullable String by;

  @Option(names = "--reason", paramLabel = "TEXT", description = "And why.")
  private @Nullable String reason;

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
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("action", "deposits.reprocess");
    command.put("from", next);
    command.put("to", to);
    command.put("dryRun", dryRun);
    if (beforeFirst) {
      command.put("beforeFirst", true);
    }
    if (by != null) {
      command.put("by", by);
    }
    if (reason != null) {
      command.put("reason", reason);
    }
    return operations.ask(command);
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
      for (Tree one : page.at("openings").items()) {
        out.println("opening: %s brought %s wei".formatted(one.text("player"), one.text("amount")));
      }
      for (Tree one : page.at("untraced").items()) {
        out.println("not traced: %s in block %d".formatted(one.text("hash"), one.number("block")));
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
