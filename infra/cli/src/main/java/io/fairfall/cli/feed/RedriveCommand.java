package io.fairfall.cli.feed;

import io.fairfall.cli.operations.Asking;
import io.fairfall.cli.operations.OperationsClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Has the journals read again from an instant on. It may be interrupted and repeated at any time:
 * what is there stays as it is.
 */
@Command(
    name = "redrive",
    description = {
      "Appends the facts of bets that rounds lack since an instant, and has the settler",
      "look at every round from there on. What has been done is found done."
    })
final class RedriveCommand extends Asking {
  @Option(
      names = "--since",
      paramLabel = "DURATION",
      defaultValue = "24h",
      description = "How far back, like 90m, 24h or 7d (${DEFAULT-VALUE}).")
  private String since = "24h";

  @Override
  protected void ask(OperationsClient operations, PrintWriter out) {
    Instant from = Instant.now().minus(duration());
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
    out.println("When all is well, purge the failure queue: it holds no more than these places.");
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

  private Duration duration() {
    String iso = since.toUpperCase(Locale.ROOT);
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
