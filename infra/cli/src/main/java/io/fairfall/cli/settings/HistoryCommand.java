package io.fairfall.cli.settings;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the newest changes, each with what it changed. */
@Command(name = "history", description = "Prints the newest changes, newest first.")
final class HistoryCommand extends AdminCall {
  private static final int MAX_CHANGES = 99;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, 1 to " + MAX_CHANGES + " (${DEFAULT-VALUE}).")
  private int limit;

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    if (limit < 1 || limit > MAX_CHANGES) {
      throw mistake("--limit is from 1 to " + MAX_CHANGES + ".");
    }
    // one more than is shown: the last is compared with the one before it
    List<Tree> changes =
        operations
            .ask(Map.of("action", "settings.history", "limit", limit + 1))
            .at("changes")
            .items();
    if (changes.isEmpty()) {
      out.println("Nothing has been changed yet.");
    }
    for (int i = 0; i < Math.min(limit, changes.size()); i++) {
      Tree change = changes.get(i);
      Tree before = i + 1 < changes.size() ? changes.get(i + 1).at("settings") : Tree.EMPTY;
      out.println("Version " + change.number("version") + ", " + TableLine.of(change));
      TableLine.differences(before, change.at("settings")).forEach(out::println);
    }
  }
}
