package io.fairfall.cli.adjust;

import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.time.Instant;

/** Adjustments as operators read them. */
final class Adjustments {
  private Adjustments() {}

  /** A signed amount in ether, exactly, like {@code -0.25 ETH}. */
  static String ether(String signedWei) {
    BigInteger wei = new BigInteger(signedWei);
    return (wei.signum() < 0 ? "-" : "+") + new Wei(wei.abs()).toEther() + " ETH";
  }

  /** Everything about one. */
  static void print(Tree one, PrintWriter out) {
    out.println(
        "%s  %s for %s: %s"
            .formatted(
                one.text("id"), ether(one.text("amount")), one.text("player"), one.text("reason")));
    out.println("  proposed  " + instant(one.number("at")) + " by " + one.text("by"));
    one.at("approvedBy").text().ifPresent(by -> out.println("  approved  by " + by));
    one.at("rejectedBy")
        .text()
        .ifPresent(by -> out.println("  rejected  by " + by + ": " + one.text("rejection")));
    out.println("  " + standing(one));
  }

  private static String standing(Tree one) {
    String status = one.text("status");
    return switch (status) {
      case "open" ->
          "waits for a second operator until %s: ./fairfall adjust approve %s"
              .formatted(instant(one.number("expiresAt")), one.text("id"));
      case "expired" -> "expired: nobody approved it in time";
      case "approved" -> "approved, and nobody knows yet that it is done: repeat the command";
      case "done" -> "done: entry " + one.number("entry") + " of the account";
      case "refused" -> "refused by the account's rules: " + one.text("code");
      default -> status;
    };
  }

  private static Instant instant(long ms) {
    return Instant.ofEpochMilli(ms);
  }
}
