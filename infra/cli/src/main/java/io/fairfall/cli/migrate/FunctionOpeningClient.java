package io.fairfall.cli.migrate;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.load.Tree;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The operations function. A command whose answer is missing leaves every row unknown.
 *
 * @param file what the log calls the file
 */
record FunctionOpeningClient(AdminClient operations, String by, String reason, String file)
    implements OpeningClient {

  @Override
  public List<OpeningOutcome> open(List<Row.Opening> openings) {
    List<Map<String, String>> rows =
        openings.stream()
            .map(row -> Map.of("player", row.player(), "amount", row.amount().toString()))
            .toList();
    Tree answer;
    try {
      answer =
          operations.ask(
              Map.of(
                  "action",
                  "migrate.open",
                  "by",
                  by,
                  "reason",
                  reason,
                  "file",
                  file,
                  "rows",
                  rows));
    } catch (AdminCommandException failure) {
      if (failure.isRefusal()) {
        throw failure;
      }
      String why = String.valueOf(failure.getMessage());
      return Collections.nCopies(openings.size(), new OpeningOutcome.Unknown(why));
    }
    List<OpeningOutcome> outcomes =
        answer.at("rows").items().stream().map(FunctionOpeningClient::read).toList();
    if (outcomes.size() != openings.size()) {
      throw new IllegalStateException("the function answered other rows than it was asked");
    }
    return outcomes;
  }

  private static OpeningOutcome read(Tree row) {
    return switch (row.text("status")) {
      case "opened" -> new OpeningOutcome.Opened();
      case "already" -> new OpeningOutcome.Already();
      case "rejected" -> new OpeningOutcome.Refused(row.text("code"), row.text("detail"));
      default -> new OpeningOutcome.Unknown(row.text("detail"));
    };
  }
}
