package io.fairfall.cli.deposits;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists money that nobody could be credited with, and whose it turned out to be. */
@Command(
    name = "unattributed",
    description = "Lists deposits that wait to be claimed, newest first.")
final class UnattributedCommand extends AdminCall {
  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Tree answer = operations.ask(Map.of("action", "deposits.unattributed"));
    for (Tree one : answer.at("unattributed").items()) {
      Tree transfer = one.at("transfer");
      String whose =
          one.at("claim").isPresent()
              ? "claimed for %s by %s: %s"
                  .formatted(
                      one.at("claim").text("player"),
                      one.at("claim").text("by"),
                      one.at("claim").text("reason"))
              : "waits";
      out.println(
          "%s  %s wei from %s  %s"
              .formatted(
                  transfer.text("key"), transfer.text("amount"), transfer.text("from"), whose));
    }
    if (Boolean.FALSE.equals(answer.at("whole").value())) {
      out.println("Older ones are not listed.");
    }
  }
}
