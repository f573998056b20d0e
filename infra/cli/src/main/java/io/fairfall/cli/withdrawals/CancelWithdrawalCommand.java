package io.fairfall.cli.withdrawals;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.SignedCall;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An operator has the nonce of a withdrawal taken by a transaction that sends nothing. */
@Command(
    name = "cancel",
    description = {
      "Calls back one that has a nonce, if that can still be done.",
      "A dearer transaction with the same nonce sends nothing. The chain decides which of the two",
      "counts; what was paid is paid."
    })
final class CancelWithdrawalCommand extends SignedCall {
  @Parameters(paramLabel = "ID", description = "Which one: ./fairfall withdrawals list names them.")
  private String id = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    WithdrawalPrinter.print(
        send(operations, Map.of("action", "withdrawals.cancel", "id", id, "reason", reason))
            .at("withdrawal"),
        out);
  }
}
