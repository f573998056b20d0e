package io.fairfall.settings;

import io.fairfall.money.Wei;
import java.math.BigInteger;

/**
 * The bounds of bets that a round is opened with, in wei.
 *
 * @param maxProfit of one bet; nothing where the bankroll allows none
 */
public record Bounds(Wei minStake, Wei maxStake, Wei maxProfit) {
  public Bounds {
    if (maxStake.isLessThan(minStake)) {
      throw new IllegalArgumentException("maxStake is at least minStake");
    }
  }

  /** The deployed parameters. */
  public static Bounds parse(String minStake, String maxStake, String maxProfit) {
    return new Bounds(Wei.parse(minStake), Wei.parse(maxStake), Wei.parse(maxProfit));
  }

  /**
   * These bounds as settings change them.
   *
   * @param bankroll what the house owns, which may be less than nothing
   * @throws IllegalArgumentException if a stake that is set contradicts one that is deployed
   */
  public Bounds under(Settings settings, BigInteger bankroll) {
    return new Bounds(
        settings.minStake() == null ? minStake : settings.minStake(),
        settings.maxStake() == null ? maxStake : settings.maxStake(),
        settings.maxProfitOf(maxProfit, bankroll));
  }
}
