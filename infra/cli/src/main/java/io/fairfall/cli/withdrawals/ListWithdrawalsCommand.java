package io.fairfall.cli.withdrawals;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the queue. */
@Command(name = "list", description = "Prints those that are open, and what to do for each.")
final class ListWithdrawalsCommand extends AdminCall {
  @Option(names = "--after", paramLabel = "ID", description = "Only those behind this one.")
  private @Nullable String after;

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Map<String, Object> command = new HashMap<>();
    command.put("action", "withdrawals.list");
    if (after != null) {
      command.put("after", after);
    }
    Tree page = operations.ask(command);
    int count = 0;
    for (Tree one : page.at("withdrawals").items()) {
      WithdrawalPrinter.print(one, out);
      count++;
    }
    if (count == 0) {
      out.println("No withdrawal is open.");
    }
    page.at("next").text().ifPresent(next -> out.println("More of them: --after " + next));
  }
}
