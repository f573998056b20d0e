package io.fairfall.cli.deposits;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Credits a player with a deposit that nobody could be credited with. */
@Command(
    name = "claim",
    description = "Credits a player with a deposit that waits to be claimed, once and for ever.")
final class ClaimCommand extends AdminCall {
  @Parameters(index = "0", paramLabel = "KEY", description = "As unattributed lists it.")
  private String key = "";

  @Option(names = "--player", required = true, description = "The player's lower-case address.")
  private String player = "";

  @Option(names = "--by", required = true, description = "Who you are.")
  private String by = "";

  @Option(names = "--reason", required = true, description = "Why it is theirs.")
  private String reason = "";

  @Option(
      names = "--before-first",
      description = "It counts although it came before IndexerFirstBlock.")
  private boolean beforeFirst;

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    Map<String, Object> command =
        new LinkedHashMap<>(
            Map.of(
                "action", "deposits.claim",
                "key", key,
                "player", player,
                "by", by,
                "reason", reason));
    if (beforeFirst) {
      command.put("beforeFirst", true);
    }
    Tree answer = operations.ask(command);
    Tree claim = answer.at("claim");
    out.println(
        "It is credited to %s, as %s said: %s"
            .formatted(claim.text("player"), claim.text("by"), claim.text("reason")));
  }
}
