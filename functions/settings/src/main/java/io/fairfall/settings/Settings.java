package io.fairfall.settings;

import io.avaje.jsonb.Json;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What operators can change while the system runs. Where a value is absent, the deployed parameter
 * counts.
 *
 * @param bettingPaused no bet is taken; cashouts are never paused
 * @param withdrawalsPaused no withdrawal is taken
 * @param minStake smallest stake, from the next round on
 * @param maxStake largest stake, from the next round on
 * @param maxProfit largest profit of one bet, from the next round on
 * @param raisedMaxStake largest stake of the players who are in the rollout, from the next bet on
 * @param rolloutPercent how many of a hundred players are in it, 0 to 100
 * @param maxProfitShareBasisPoints largest profit of one bet as a share of the bankroll, in
 *     hundredths of a percent: the smaller of the two bounds counts
 * @param minBankroll below this, betting pauses by itself
 * @param maxRoundLossShareBasisPoints what all bets of one round together may win, as a share of
 *     the bankroll in hundredths of a percent: the round's force point follows from it
 */
@Json
public record Settings(
    boolean bettingPaused,
    boolean withdrawalsPaused,
    @Nullable Wei minStake,
    @Nullable Wei maxStake,
    @Nullable Wei maxProfit,
    @Nullable Wei raisedMaxStake,
    int rolloutPercent,
    @Nullable Integer maxProfitShareBasisPoints,
    @Nullable Wei minBankroll,
    @Nullable Integer maxRoundLossShareBasisPoints) {
  private static final int ONE_HUNDRED_PERCENT = 100;
  private static final int BASIS_POINTS = 10_000;

  /** Before anybody changed anything. */
  public static final Settings INITIAL =
      new Settings(false, false, null, null, null, null, 0, null, null, null);

  public Settings {
    require(
        rolloutPercent >= 0 && rolloutPercent <= ONE_HUNDRED_PERCENT, "rolloutPercent is 0..100");
    requireShare(maxProfitShareBasisPoints, "maxProfitShareBasisPoints");
    requireShare(maxRoundLossShareBasisPoints, "maxRoundLossShareBasisPoints");
    require(minStake == null || !minStake.isZero(), "minStake is more than 0");
    require(maxProfit == null || !maxProfit.isZero(), "maxProfit is more than 0");
    require(
        minStake == null || maxStake == null || !maxStake.isLessThan(minStake),
        "maxStake is at least minStake");
    require(
        raisedMaxStake == null || maxStake == null || !raisedMaxStake.isLessThan(maxStake),
        "raisedMaxStake is at least maxStake");
  }

  /** Settings without a bound on what a round may cost. */
  public Settings(
      boolean bettingPaused,
      boolean withdrawalsPaused,
      @Nullable Wei minStake,
      @Nullable Wei maxStake,
      @Nullable Wei maxProfit,
      @Nullable Wei raisedMaxStake,
      int rolloutPercent,
      @Nullable Integer maxProfitShareBasisPoints,
      @Nullable Wei minBankroll) {
    this(
        bettingPaused,
        withdrawalsPaused,
        minStake,
        maxStake,
        maxProfit,
        raisedMaxStake,
        rolloutPercent,
        maxProfitShareBasisPoints,
        minBankroll,
        null);
  }

  /**
   * The largest stake of one player.
   *
   * @param general what the round's opening says
   */
  public Wei maxStakeOf(String player, Wei general) {
    return raisedMaxStake != null && general.isLessThan(raisedMaxStake) && isInRollout(player)
        ? raisedMaxStake
        : general;
  }

  /**
   * The largest profit of one bet.
   *
   * @param deployed the deployed parameter
   * @param bankroll what the house owns, which may be less than nothing
   */
  public Wei maxProfitOf(Wei deployed, BigInteger bankroll) {
    Wei bound = maxProfit == null ? deployed : maxProfit;
    if (maxProfitShareBasisPoints == null) {
      return bound;
    }
    BigInteger share =
        bankroll
            .max(BigInteger.ZERO)
            .multiply(BigInteger.valueOf(maxProfitShareBasisPoints))
            .divide(BigInteger.valueOf(BASIS_POINTS));
    return new Wei(share.min(bound.value()));
  }

  /** Always the same players: who was in at 10 percent is in at 20. */
  boolean isInRollout(String player) {
    CRC32 hash = new CRC32();
    hash.update(player.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % ONE_HUNDRED_PERCENT < rolloutPercent;
  }

  /** These settings with betting paused. */
  public Settings pauseBetting() {
    return new Settings(
        true,
        withdrawalsPaused,
        minStake,
        maxStake,
        maxProfit,
        raisedMaxStake,
        rolloutPercent,
        maxProfitShareBasisPoints,
        minBankroll,
        maxRoundLossShareBasisPoints);
  }

  private static void requireShare(@Nullable Integer share, String name) {
    require(share == null || (share >= 1 && share <= BASIS_POINTS), name + " is 1..10000");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
