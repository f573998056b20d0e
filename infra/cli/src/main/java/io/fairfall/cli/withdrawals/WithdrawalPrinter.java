package io.fairfall.cli.withdrawals;

import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Withdrawals as operators read them. */
final class WithdrawalPrinter {
  private WithdrawalPrinter() {}

  /** Everything about one, and what to do for it. */
  static void print(Tree one, PrintWriter out) {
    String id = one.text("id");
    out.println(
        one.at("amount")
            .text()
            .map(
                amount ->
                    "%s  %s ETH to %s".formatted(id, Wei.parse(amount).toEther(), one.text("to")))
            .orElse(id));
    one.at("at").number().ifPresent(at -> out.println("  asked     " + Instant.ofEpochMilli(at)));
    List<Tree> approvals = one.at("approvedBy").items();
    for (Tree by : approvals) {
      out.println("  approved  by " + by.text().orElse(""));
    }
    one.at("nonce")
        .number()
        .ifPresent(
            nonce ->
                out.println("  nonce     %d, %d signed".formatted(nonce, one.number("attempts"))));
    one.at("cancelledBy")
        .text()
        .ifPresent(by -> out.println("  cancelled by " + by + ": " + one.text("cancelReason")));
    one.at("hash").text().ifPresent(hash -> out.println("  hash      " + hash));
    out.println("  " + standing(one, id, one.number("approvals") - approvals.size()));
  }

  private static String standing(Tree one, String id, long missing) {
    Optional<String> word = one.at("word").text();
    boolean isOpen = word.isEmpty() || !List.of("paid", "refunded", "broken").contains(word.get());
    if (isOpen && missing > 0) {
      return "waits for %d more to approve it: ./fairfall withdrawals approve %s, or deny it"
          .formatted(missing, id);
    }
    return word.map(said -> toDo(said, one)).orElse("the sender has not looked at it yet: wait");
  }

  private static String toDo(String word, Tree one) {
    return switch (word) {
      case "paid" -> "paid";
      case "refunded" ->
          "given back, "
              + one.text("reason")
              + one.at("refundedBy").text().map(by -> " by " + by).orElse("");
      case "broken" ->
          "broken: "
              + one.text("reason")
              + ". Nothing is done about it: docs/operating/withdrawals.md says what to look at";
      case "hot_wallet_low" -> "send ether to the hot wallet; it goes on by itself";
      case "fee_budget" -> "gas is dearer than WithdrawalMaxFee: raise it, or wait";
      case "foreign_nonce" ->
          "the wallet used a nonce that is no payout's: find out by whom; if by hand, skip-nonce";
      case "withdrawals_paused" ->
          "operators have paused withdrawals: ./fairfall settings resume withdrawals";
      case "indexer_halted" -> "the indexer has halted: ./fairfall deposits status";
      case "audit_differs" -> "the audit has found a difference: ./fairfall audit";
      case "after_deposit" -> byItself("its player's last deposit is not long enough before", one);
      case "day_limit" -> byItself("its player was sent the limit of 24 hours", one);
      case "month_limit" -> byItself("its player was sent the limit of 30 days", one);
      case "many_withdrawals" ->
          byItself("its player has asked for more than are counted together", one);
      case "held" -> byItself("its instant has not come", one);
      case "unknown" -> "the nodes do not answer, or not the same: look at them, or wait";
      case "confirming" ->
          "in a block, %d confirmations: nothing to do".formatted(one.number("confirmations"));
      default -> word + ": nothing to do";
    };
  }

  private static String byItself(String why, Tree one) {
    OptionalLong until = one.at("until").number();
    String then = until.isEmpty() ? "" : ", until " + Instant.ofEpochMilli(until.getAsLong());
    return why + then + ": it goes on by itself; or deny it";
  }
}
