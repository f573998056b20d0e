package io.fairfall.cli.withdrawals;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.SignedCall;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An operator says of a nonce that it was used by hand. */
@Command(
    name = "skip-nonce",
    description = {
      "Passes over the hot wallet's next nonce, which was used by no payout.",
      "Payouts go on then. It is refused while no final block has used the nonce.",
      "Not after tables were restored: then that transaction may have paid a withdrawal."
    })
final class SkipNonceCommand extends SignedCall {
  @Parameters(paramLabel = "NONCE", description = "Which one, in digits.")
  private String nonce = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "What it was used for, with the transaction's hash.")
  private String reason = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    String skipped =
        send(
                operations,
                Map.of("action", "withdrawals.skip-nonce", "nonce", nonce, "reason", reason))
            .text("skipped");
    out.println("The nonce " + skipped + " is passed over: payouts go on with the next one.");
  }
}
