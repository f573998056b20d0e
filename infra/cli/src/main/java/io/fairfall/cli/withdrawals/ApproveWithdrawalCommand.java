package io.fairfall.cli.withdrawals;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.SignedCall;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** An operator approves a withdrawal that waits for approvals. */
@Command(
    name = "approve",
    description = {
      "Approves one that waits for it. Each operator counts once.",
      "Repeated, it answers the same."
    })
final class ApproveWithdrawalCommand extends SignedCall {
  @Parameters(paramLabel = "ID", description = "Which one: ./fairfall withdrawals list names them.")
  private String id = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    WithdrawalPrinter.print(
        send(operations, Map.of("action", "withdrawals.approve", "id", id)).at("withdrawal"), out);
  }
}
