package io.fairfall.cli.adjust;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.SignedCall;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An operator takes a proposal off the table, also their own. */
@Command(name = "reject", description = "Rejects what waits for a second operator, for good.")
final class RejectCommand extends SignedCall {
  @Parameters(paramLabel = "ID", description = "Which one: ./fairfall adjust list names them.")
  private String id = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Adjustments.print(
        send(operations, Map.of("action", "adjust.reject", "id", id, "reason", reason))
            .at("adjustment"),
        out);
  }
}
