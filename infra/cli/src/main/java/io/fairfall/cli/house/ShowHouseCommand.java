package io.fairfall.cli.house;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what the house owns, and the newest entries of its journal. */
@Command(
    name = "show",
    description = "Prints what the house owns, and its newest entries, newest first.")
final class ShowHouseCommand extends AdminCall {
  private static final int MAX_ENTRIES = 100;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many entries, 1 to " + MAX_ENTRIES + " (${DEFAULT-VALUE}).")
  private int limit;

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    if (limit < 1 || limit > MAX_ENTRIES) {
      throw mistake("--limit is from 1 to " + MAX_ENTRIES + ".");
    }
    Tree shown = operations.ask(Map.of("action", "house.show", "limit", limit));
    Amounts.print(shown.at("house"), out);
    for (Tree entry : shown.at("entries").items()) {
      out.println(
          "%6d  %-16s %s"
              .formatted(
                  entry.at("after").number("version"),
                  Amounts.change(entry.text("amount")),
                  what(entry)));
    }
  }

  private static String what(Tree entry) {
    return entry.at("round").isPresent()
        ? "round " + entry.text("round") + ", posting " + entry.number("posting")
        : "%s by %s: %s".formatted(entry.text("id"), entry.text("by"), entry.text("reason"));
  }
}
