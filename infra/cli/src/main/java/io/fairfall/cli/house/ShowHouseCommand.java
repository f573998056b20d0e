package io.fairfall.cli.house;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what the house owns, and the newest entries of its journal. */
@Command(
    name = "show",
    description = "Prints what the house owns, and its newest entries, newest first.")
final class ShowHouseCommand extends AdminCall {
  private static final int MAX_ENTRIES = 100;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many entries, 1 to " + MAX_ENTRIES + " (${DEFAULT-VALUE}).")
  private int limit;

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    if (limit < 1 || limit > MAX_ENTRIES) {
      throw mistake("--limit is from 1 to " + MAX_ENTRIES + ".");
    }
    Tree shown = operations.ask(Map.of("action", "house.show", "limit", limit));
    Amounts.print(shown.at("house"), out);
    printAtStake(shown.at("exposure"), out);
    if (shown.at("offered").isPresent()) {
      printOffered(shown.at("offered"), out);
    }
    for (Tree entry : shown.at("entries").items()) {
      out.println(
          "%6d  %-16s %s"
              .formatted(
                  entry.at("after").number("version"),
                  Amounts.change(entry.text("amount")),
                  what(entry)));
    }
  }

  /** What is at stake: how low the bankroll may end, and what may be taken out. */
  private static void printAtStake(Tree exposure, PrintWriter out) {
    if (!Boolean.TRUE.equals(exposure.at("known").value())) {
      out.println("At stake  nobody can tell: " + exposure.text("why"));
      return;
    }
    out.println("At worst  " + Amounts.ether(exposure.text("bankrollAtWorst")));
    out.println(
        "  open    %s in %d rounds that are not posted whole"
            .formatted(Amounts.change(exposure.text("unposted")), exposure.number("rounds")));
    out.println("  kept    " + Amounts.ether(exposure.text("reserved")) + " that a round may cost");
    out.println("  free    " + Amounts.ether(exposure.text("free")));
  }

  /** What the newest round offers. */
  private static void printOffered(Tree offered, PrintWriter out) {
    boolean isOver = Boolean.TRUE.equals(offered.at("over").value());
    out.println(
        "Round %s%s offers a profit of %s a bet"
            .formatted(
                offered.text("round"),
                isOver ? ", which is over," : "",
                Amounts.ether(offered.text("maxProfit"))));
    if (offered.at("mayCost").isPresent()) {
      out.println(
          "  all its bets together %s, as shares of %s"
              .formatted(
                  Amounts.ether(offered.text("mayCost")), Amounts.ether(offered.text("bankroll"))));
    }
  }

  private static String what(Tree entry) {
    if (entry.at("player").isPresent()) {
      return "adjustment of %s, entry %d".formatted(entry.text("player"), entry.number("entry"));
    }
    return entry.at("round").isPresent()
        ? "round " + entry.text("round") + ", posting " + entry.number("posting")
        : "%s by %s: %s".formatted(entry.text("id"), entry.text("by"), entry.text("reason"));
  }
}
