package io.fairfall.cli.withdrawals;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.SignedCall;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An operator has a withdrawal given back that has no nonce. */
@Command(
    name = "deny",
    description = {
      "Has one that has no nonce given back to the player's account, for good.",
      "The player sees that the house said no; the reason is in the function's log alone."
    })
final class DenyWithdrawalCommand extends SignedCall {
  @Parameters(paramLabel = "ID", description = "Which one: ./fairfall withdrawals list names them.")
  private String id = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    WithdrawalPrinter.print(
        send(operations, Map.of("action", "withdrawals.deny", "id", id, "reason", reason))
            .at("withdrawal"),
        out);
  }
}
