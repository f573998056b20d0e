package io.fairfall.cli.adjust;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.SignedCall;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A second operator approves, and it is carried out. */
@Command(
    name = "approve",
    description = {
      "Approves what another operator proposed, and carries it out.",
      "Repeated, it answers the same, and does what a stopped one left undone."
    })
final class ApproveAdjustmentCommand extends SignedCall {
  @Parameters(paramLabel = "ID", description = "Which one: ./fairfall adjust list names them.")
  private String id = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Adjustments.print(
        send(operations, Map.of("action", "adjust.approve", "id", id)).at("adjustment"), out);
  }
}
