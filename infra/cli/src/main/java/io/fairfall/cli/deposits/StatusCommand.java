package io.fairfall.cli.deposits;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints how the indexer is, node by node, and what it is halted over. */
@Command(name = "status", description = "Prints how the indexer is, and what it is halted over.")
final class StatusCommand extends AdminCall {
  private static final List<String> NUMBERS =
      List.of(
          "head", "cursor", "lag", "lastStepAgeMs", "pending", "unattributed", "lastReorgDepth");

  /** All of it, page by page. */
  private static void listed(AdminClient operations, Tree first, PrintWriter out) {
    long all = first.at("listedDeposits").number().orElse(0);
    List<Tree> page = first.at("listed").items();
    for (long printed = 0; !page.isEmpty(); ) {
      page.forEach(one -> print(one, out));
      printed += page.size();
      page =
          printed < all
              ? operations
                  .ask(Map.of("action", "deposits.status", "from", printed))
                  .at("listed")
                  .items()
              : List.of();
    }
  }

  private static void print(Tree one, PrintWriter out) {
    Tree transfer = one.at("transfer");
    out.printf(
        "  %s %s wei from %s in block %,d, %s%n",
        transfer.text("key"),
        transfer.text("amount"),
        transfer.text("from"),
        transfer.number("block"),
        one.text("fate").toLowerCase(Locale.ROOT));
  }

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Tree status = operations.ask(Map.of("action", "deposits.status"));
    out.println("status            " + status.text("status"));
    status.at("reason").text().ifPresent(reason -> out.println("reason            " + reason));
    for (String name : NUMBERS) {
      status.at(name).number().ifPresent(value -> out.printf("%-17s %,d%n", name, value));
    }
    status
        .at("balanceDifference")
        .text()
        .ifPresent(wei -> out.println("balanceDifference " + wei + " wei"));
    for (Tree node : status.at("nodes").items()) {
      out.printf(
          "node %-12s %s, head %,d %s%n",
          node.text("name"),
          node.text("state"),
          node.number("head"),
          node.at("reason").text().orElse(""));
    }
    for (Tree one : status.at("owed").items()) {
      out.printf(
          "OWED              %s: %s of %s wei are not taken back from %s yet%n",
          one.text("key"), one.text("owed"), one.text("amount"), one.text("player"));
    }
    if (status.at("halt").isPresent()) {
      out.println("HALTED            " + status.at("halt").text("reason"));
      listed(operations, status, out);
      out.println("./fairfall deposits approve carries out what docs/operating/deposits.md tells.");
    }
  }
}
