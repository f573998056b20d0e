package io.fairfall.cli.adjust;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints one adjustment and what has happened to it. */
@Command(name = "show", description = "Prints one, and what has happened to it.")
final class ShowAdjustmentCommand extends AdminCall {
  @Parameters(paramLabel = "ID", description = "Which one.")
  private String id = "";

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Adjustments.print(
        operations.ask(Map.of("action", "adjust.show", "id", id)).at("adjustment"), out);
  }
}
