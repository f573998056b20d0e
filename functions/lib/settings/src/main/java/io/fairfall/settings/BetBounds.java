package io.fairfall.settings;

import io.fairfall.money.Wei;
import io.fairfall.settings.SettingRefusedException.Rule;
import java.math.BigInteger;

/**
 * The bounds of bets that a round is opened with, in wei.
 *
 * @param maxProfit of one bet; nothing where the bankroll allows none
 */
public record BetBounds(Wei minStake, Wei maxStake, Wei maxProfit) {
  public BetBounds {
    if (maxStake.isLessThan(minStake)) {
      throw new IllegalArgumentException("maxStake is at least minStake");
    }
  }

  /** The deployed parameters. */
  public static BetBounds parse(String minStake, String maxStake, String maxProfit) {
    return new BetBounds(Wei.parse(minStake), Wei.parse(maxStake), Wei.parse(maxProfit));
  }

  /**
   * These bounds as settings change them.
   *
   * @param bankroll what the house owns, which may be less than nothing
   * @throws IllegalArgumentException if a stake that is set contradicts one that is deployed
   */
  public BetBounds under(Settings settings, BigInteger bankroll) {
    return new BetBounds(
        settings.find(SettingKeys.MIN_STAKE).orElse(minStake),
        settings.find(SettingKeys.MAX_STAKE).orElse(maxStake),
        settings.maxProfitOf(maxProfit, bankroll));
  }

  /**
   * Checks that settings go with these bounds as the deployed ones.
   *
   * @throws SettingRefusedException {@code CONTRADICTION}, which names the one that is set
   */
  public void requireNoContradiction(Settings settings) {
    Wei least = settings.find(SettingKeys.MIN_STAKE).orElse(minStake);
    Wei most = settings.find(SettingKeys.MAX_STAKE).orElse(maxStake);
    if (most.isLessThan(least)) {
      Setting<Wei> named =
          settings.find(SettingKeys.MAX_STAKE).isPresent()
              ? SettingKeys.MAX_STAKE
              : SettingKeys.MIN_STAKE;
      throw new SettingRefusedException(
          named.name(),
          Rule.CONTRADICTION,
          "maxStake is at least minStake; deployed are " + maxStake + " and " + minStake + " wei");
    }
    Wei raised = settings.find(SettingKeys.RAISED_MAX_STAKE).orElse(most);
    if (raised.isLessThan(most)) {
      throw new SettingRefusedException(
          SettingKeys.RAISED_MAX_STAKE.name(),
          Rule.CONTRADICTION,
          "raisedMaxStake is at least the largest stake of everybody, " + most + " wei");
    }
  }
}
