package io.fairfall.cli.migrate;

import io.fairfall.cli.operations.OperationsClient;
import io.fairfall.cli.operations.OperationsFailure;
import io.fairfall.load.Tree;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The operations function. A command whose answer is missing leaves every row unknown.
 *
 * @param file what the log calls the file
 */
record FunctionTeller(OperationsClient operations, String by, String reason, String file)
    implements Teller {

  @Override
  public List<Outcome> open(List<Row.Opening> openings) {
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
    } catch (OperationsFailure failure) {
      if (failure.isRefusal()) {
        throw failure;
      }
      String why = String.valueOf(failure.getMessage());
      return Collections.nCopies(openings.size(), new Outcome.Unknown(why));
    }
    List<Outcome> outcomes = answer.at("rows").items().stream().map(FunctionTeller::read).toList();
    if (outcomes.size() != openings.size()) {
      throw new IllegalStateException("the function answered other rows than it was asked");
    }
    return outcomes;
  }

  private static Outcome read(Tree row) {
    return switch (row.text("status")) {
      case "opened" -> new Outcome.Opened();
      case "already" -> new Outcome.Already();
      case "rejected" -> new Outcome.Refused(row.text("code"), row.text("detail"));
      default -> new Outcome.Unknown(row.text("detail"));
    };
  }
}
