package io.fairfall.cli.feed;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Hands what streams gave up to its functions again, and has the journals read again where a stream
 * no longer knows. It may be interrupted and repeated at any time: what is there stays as it is.
 */
@Command(
    name = "redrive",
    description = {
      "Hands every batch in the failure queue to its function once more.",
      "With --since, and where a stream no longer holds a batch, it appends the facts of bets that",
      "rounds lack since then and has the settler look at every round from there on. What has been",
      "done is found done."
    })
final class RedriveCommand extends AdminCall {
  private static final String A_DAY = "24h";

  /** As long as a message stays in the queue. */
  private static final String TWO_WEEKS = "14d";

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "Read the journals as far back as this, like 90m, 24h or 7d.")
  private @Nullable String since;

  @Option(
      names = "--queue",
      paramLabel = "URL",
      description = {
        "The failure queue on AWS; an output of the stack. On this machine it is found.",
        "Without it only the journals are read there."
      })
  private @Nullable String queue;

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    URI here = onThisMachine();
    if (here == null && queue == null) {
      fromJournals(operations, out, since == null ? A_DAY : since);
      return;
    }
    try (FailedBatches batches =
        here == null
            ? FailedBatches.onAws(Objects.requireNonNull(queue))
            : FailedBatches.onThisMachine(here)) {
      FailedBatches.Summary summary = batches.redrive();
      out.printf(
          Locale.ROOT,
          "%,d batches with %,d records were taken, %,d failed again and stay in the queue%n",
          summary.done(),
          summary.records(),
          summary.failedAgain());
      if (!summary.lost().isEmpty()) {
        out.printf(
            Locale.ROOT,
            "%,d are older than a stream remembers: the journals are read for them.%n",
            summary.lost().size());
      }
      if (since != null || !summary.lost().isEmpty()) {
        fromJournals(operations, out, since == null ? TWO_WEEKS : since);
      }
      summary.lost().forEach(batches::delete);
      if (!summary.isWhole()) {
        throw new AdminCommandException("There may be more in the queue: repeat this.");
      }
      if (summary.failedAgain() > 0) {
        throw new AdminCommandException("First mend what makes them fail, then repeat this.");
      }
    }
  }

  private void fromJournals(AdminClient operations, PrintWriter out, String reach) {
    Instant from = Instant.now().minus(duration(reach));
    out.println("Reading the accounts' entries since " + from + ".");
    long entries = 0;
    long appended = 0;
    Optional<Tree> next = Optional.empty();
    do {
      Tree page = operations.ask(command(from, next));
      entries += page.number("entries");
      appended += page.number("appended");
      next = Optional.of(page.at("next")).filter(place -> place.at("journal").text().isPresent());
      out.printf(Locale.ROOT, "%,d entries read, %,d facts were missing%n", entries, appended);
      out.flush();
    } while (next.isPresent());
    Tree settler = operations.ask(Map.of("action", "feed.settle", "since", from.toEpochMilli()));
    out.printf(
        Locale.ROOT,
        "The settler looks at every round from %d on within minutes.%n",
        settler.number("fromRound"));
  }

  private static Map<String, Object> command(Instant from, Optional<Tree> next) {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("action", "feed.redrive");
    command.put("since", from.toEpochMilli());
    next.ifPresent(
        place ->
            command.put(
                "after",
                Map.of(
                    "journal", place.at("journal").text().orElseThrow(),
                    "version", place.number("version"))));
    return command;
  }

  private Duration duration(String text) {
    String iso = text.toUpperCase(Locale.ROOT);
    try {
      Duration duration = Duration.parse(iso.endsWith("D") ? "P" + iso : "PT" + iso);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException malformed) {
      // said below
    }
    throw mistake("--since is a duration like 90m, 24h or 7d.");
  }
}
