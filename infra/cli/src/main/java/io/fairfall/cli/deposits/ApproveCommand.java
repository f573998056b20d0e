package io.fairfall.cli.deposits;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a halt: takes back what left the chain, and lets deposits go on. */
@Command(
    name = "approve",
    description = {
      "Ends a halt after a deep reorganisation.",
      "What is in the new chain again stays credited; what is gone is taken back from its player",
      "as far as there is something, and the rest as soon as there is more. Betting stays paused."
    })
final class ApproveCommand extends AdminCall {
  @Option(names = "--by", required = true, description = "Who you are.")
  private String by = "";

  @Option(names = "--reason", required = true, description = "Why, for the players' entries.")
  private String reason = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Tree answer = operations.ask(Map.of("action", "deposits.approve", "by", by, "reason", reason));
    for (Tree one : answer.at("settled").items()) {
      boolean stands = Boolean.TRUE.equals(one.at("stands").value());
      out.println(
          stands
              ? one.text("key") + " is in the new chain and stays credited"
              : "%s is gone: %s wei taken back from %s, %s owed"
                  .formatted(
                      one.text("key"), one.text("taken"), one.text("player"), one.text("owed")));
    }
    long more =
        answer.at("settledDeposits").number().orElse(0) - answer.at("settled").items().size();
    if (more > 0) {
      out.println("and %d more".formatted(more));
    }
    out.println(
        "Deposits go on. Look at the list, then resume betting: ./fairfall settings resume.");
  }
}
