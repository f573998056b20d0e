package io.fairfall.cli.adjust;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the newest adjustments, and how much operators may move alone. */
@Command(name = "list", description = "Prints adjustments, newest first.")
final class ListAdjustmentsCommand extends AdminCall {
  private static final int MAX_LISTED = 100;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, 1 to " + MAX_LISTED + " (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--before", paramLabel = "PLACE", description = "Only older ones than this.")
  private @Nullable Long before;

  @Override
  protected void check() {
    if (limit < 1 || limit > MAX_LISTED) {
      throw mistake("--limit is from 1 to " + MAX_LISTED + ".");
    }
  }

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Map<String, Object> command = new HashMap<>();
    command.put("action", "adjust.list");
    command.put("limit", limit);
    if (before != null) {
      command.put("before", before);
    }
    Tree page = operations.ask(command);
    out.println(
        "One operator is enough for "
            + Adjustments.ether(page.text("bound")).substring(1)
            + " within 24 hours.");
    for (Tree one : page.at("adjustments").items()) {
      Adjustments.print(one, out);
    }
    page.at("next").number().ifPresent(next -> out.println("Older ones: --before " + next));
  }
}
