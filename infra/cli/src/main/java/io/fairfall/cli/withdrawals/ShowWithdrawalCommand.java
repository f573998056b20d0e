package io.fairfall.cli.withdrawals;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints one withdrawal and what has happened to it. */
@Command(name = "show", description = "Prints one, also one that has ended.")
final class ShowWithdrawalCommand extends AdminCall {
  @Parameters(paramLabel = "ID", description = "Which one: PLAYER:VERSION.")
  private String id = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    WithdrawalPrinter.print(
        operations.ask(Map.of("action", "withdrawals.show", "id", id)).at("withdrawal"), out);
  }
}
