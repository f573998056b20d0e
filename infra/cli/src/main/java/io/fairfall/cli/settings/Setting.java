package io.fairfall.cli.settings;

import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.math.BigDecimal;

/** The settings as operators read them. */
enum Setting {
  BETTING("betting", "bettingPaused", Form.SWITCH),
  WITHDRAWALS("withdrawals", "withdrawalsPaused", Form.SWITCH),
  MIN_STAKE("min-stake", "minStake", Form.ETHER),
  MAX_STAKE("max-stake", "maxStake", Form.ETHER),
  MAX_PROFIT("max-profit", "maxProfit", Form.ETHER),
  PROFIT_SHARE("profit-share", "maxProfitShareBasisPoints", Form.SHARE),
  RAISED_MAX_STAKE("raised-max-stake", "raisedMaxStake", Form.ETHER),
  ROLLOUT("rollout", "rolloutPercent", Form.PERCENT),
  MIN_BANKROLL("min-bankroll", "minBankroll", Form.ETHER),
  ROUND_LOSS_SHARE("round-loss-share", "maxRoundLossShareBasisPoints", Form.SHARE);

  private static final int BASIS_POINT_DECIMALS = 2;

  private final String label;
  private final String member;
  private final Form form;

  private enum Form {
    SWITCH,
    ETHER,
    SHARE,
    PERCENT
  }

  Setting(String label, String member, Form form) {
    this.label = label;
    this.member = member;
    this.form = form;
  }

  /** The name on the command line. */
  String label() {
    return label;
  }

  /** The name in commands to the function. */
  String member() {
    return member;
  }

  /**
   * The value in words.
   *
   * @param settings what is set; empty for what counts before the first change
   * @param deployed what counts where nothing is set, as far as it is known
   */
  String words(Tree settings, Tree deployed) {
    Tree value = settings.at(member);
    return switch (form) {
      case SWITCH -> Boolean.TRUE.equals(value.value()) ? "PAUSED" : "open";
      case ETHER -> value.isPresent() ? ether(settings) : unset(deployed);
      case SHARE -> value.isPresent() ? share(settings.number(member)) : "not set";
      case PERCENT -> (value.isPresent() ? settings.number(member) : 0) + "% of players";
    };
  }

  private String unset(Tree deployed) {
    return deployed.at(member).isPresent() ? ether(deployed) + " (as deployed)" : "not set";
  }

  private String ether(Tree members) {
    return Wei.parse(members.text(member)).toEther() + " ETH";
  }

  private static String share(long basisPoints) {
    return BigDecimal.valueOf(basisPoints, BASIS_POINT_DECIMALS)
            .stripTrailingZeros()
            .toPlainString()
        + "% of the bankroll";
  }
}
