package io.fairfall.settings;

import io.fairfall.money.Wei;
import io.fairfall.settings.SettingRefusedException.Rule;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every setting. What reads, writes, checks, shows and documents settings goes through this list:
 * entries, the operations function, the command line, the table in docs/operating/settings.md, and
 * what players are told. A new setting is declared here, behind those that there are, and used
 * where it counts: no third place in the main code has to know it. What tests and documents ask for
 * beside that is in CONTRIBUTING.md.
 */
public final class SettingKeys {
  private static final Wei ONE_WEI = Wei.of(1);
  private static final int ONE_HUNDRED_PERCENT = 100;
  private static final String AS_DEPLOYED = "as deployed";
  private static final String NO_BOUND = "no bound";

  /** Hundredths of a percent in the whole. */
  static final int ALL_BASIS_POINTS = 10_000;

  /** The share of the bankroll that one bet may win where nothing is set, in basis points. */
  public static final int DEFAULT_MAX_PROFIT_SHARE = 100;

  /** The share of the bankroll that one round may cost where nothing is set, in basis points. */
  public static final int DEFAULT_MAX_ROUND_LOSS_SHARE = 1_000;

  public static final DefaultedSetting<Boolean> BETTING_PAUSED =
      Declaration.of("bettingPaused", SettingForm.PAUSE)
          .option("betting")
          .says(
              "No bet is taken (PAUSED). Rounds go on, open bets play on, and cashouts are never"
                  + " paused.")
          .toldToPlayers()
          .byDefault(false);

  public static final DefaultedSetting<Boolean> WITHDRAWALS_PAUSED =
      Declaration.of("withdrawalsPaused", SettingForm.PAUSE)
          .option("withdrawals")
          .says("No withdrawal is taken (PAUSED), and those that were not sent yet wait.")
          .toldToPlayers()
          .byDefault(false);

  public static final Setting<Wei> MIN_STAKE =
      Declaration.of("minStake", SettingForm.AMOUNT)
          .option("min-stake")
          .says("Smallest stake.")
          .atLeast(ONE_WEI)
          .takesEffect(SettingEffect.NEXT_ROUND)
          .orElse(AS_DEPLOYED);

  public static final Setting<Wei> MAX_STAKE =
      Declaration.of("maxStake", SettingForm.AMOUNT)
          .option("max-stake")
          .says("Largest stake.")
          .notBelow(MIN_STAKE)
          .takesEffect(SettingEffect.NEXT_ROUND)
          .orElse(AS_DEPLOYED);

  public static final Setting<Wei> MAX_PROFIT =
      Declaration.of("maxProfit", SettingForm.AMOUNT)
          .option("max-profit")
          .says("Largest profit of one bet.")
          .atLeast(ONE_WEI)
          .takesEffect(SettingEffect.NEXT_ROUND)
          .orElse(AS_DEPLOYED);

  public static final Setting<Wei> RAISED_MAX_STAKE =
      Declaration.of("raisedMaxStake", SettingForm.AMOUNT)
          .option("raised-max-stake")
          .says("Largest stake of the players in the rollout.")
          .notBelow(MAX_STAKE)
          .toldToPlayers()
          .orElse("as everybody's");

  public static final DefaultedSetting<Integer> ROLLOUT_PERCENT =
      Declaration.of("rolloutPercent", SettingForm.PERCENT_OF_PLAYERS)
          .option("rollout")
          .says("How many of a hundred players are in the rollout. Who is in at 10 stays in at 20.")
          .between(0, ONE_HUNDRED_PERCENT)
          .toldToPlayers()
          .byDefault(0);

  public static final Setting<Integer> MAX_PROFIT_SHARE =
      Declaration.of("maxProfitShareBasisPoints", SettingForm.SHARE_OF_BANKROLL)
          .option("profit-share")
          .says(
              "Largest profit of one bet as a share of the bankroll. The smaller of this and"
                  + " max-profit counts.")
          .between(1, ALL_BASIS_POINTS)
          .takesEffect(SettingEffect.NEXT_ROUND)
          .orElse(SettingForm.SHARE_OF_BANKROLL.text(DEFAULT_MAX_PROFIT_SHARE));

  public static final Setting<Wei> MIN_BANKROLL =
      Declaration.of("minBankroll", SettingForm.AMOUNT)
          .option("min-bankroll")
          .says("Below this, betting pauses by itself.")
          .takesEffect(SettingEffect.NEXT_ROUND_OR_HOUSE_ENTRY)
          .orElse(NO_BOUND);

  public static final Setting<Integer> MAX_ROUND_LOSS_SHARE =
      Declaration.of("maxRoundLossShareBasisPoints", SettingForm.SHARE_OF_BANKROLL)
          .option("round-loss-share")
          .says(
              "What all bets of one round together may win, as a share of the bankroll: where they"
                  + " would win more, they are cashed out (the round's force point).")
          .between(1, ALL_BASIS_POINTS)
          .takesEffect(SettingEffect.NEXT_START)
          .since(2)
          .orElse(SettingForm.SHARE_OF_BANKROLL.text(DEFAULT_MAX_ROUND_LOSS_SHARE));

  public static final Setting<Wei> SECOND_OPERATOR_ABOVE =
      Declaration.of("secondOperatorAbove", SettingForm.AMOUNT)
          .option("second-operator-above")
          .says(
              "What operators may adjust alone within 24 hours, all together; more takes a second"
                  + " operator. 0: always two. A raised one counts 24 hours later.")
          .takesEffect(SettingEffect.NEXT_PROPOSAL)
          .since(3)
          .orElse("1 ether");

  /** The smallest withdrawal where nothing is set. */
  public static final Wei DEFAULT_WITHDRAWAL_MINIMUM = ONE_WEI;

  public static final Setting<Wei> WITHDRAWAL_MINIMUM =
      Declaration.of("withdrawalMinimum", SettingForm.AMOUNT)
          .option("withdrawal-minimum")
          .says("Smallest withdrawal (WITHDRAWAL_TOO_SMALL). Those requested before are paid.")
          .atLeast(ONE_WEI)
          .toldToPlayers()
          .since(4)
          .orElse("any amount");

  /** The longest wait after a deposit, in seconds: 7 days. */
  static final int MAX_WITHDRAWAL_WAIT_SECONDS = 604_800;

  public static final Setting<Wei> WITHDRAWAL_DAY_LIMIT =
      Declaration.of("withdrawalDayLimit", SettingForm.AMOUNT)
          .option("withdrawal-day-limit")
          .says(
              "What one player is sent within any 24 hours, all together. What is above it waits;"
                  + " a withdrawal that is more by itself is refused (WITHDRAWAL_TOO_LARGE).")
          .atLeast(ONE_WEI)
          .notBelow(WITHDRAWAL_MINIMUM)
          .takesEffect(SettingEffect.NEXT_WITHDRAWAL)
          .toldToPlayers()
          .since(5)
          .orElse(NO_BOUND);

  public static final Setting<Wei> WITHDRAWAL_MONTH_LIMIT =
      Declaration.of("withdrawalMonthLimit", SettingForm.AMOUNT)
          .option("withdrawal-month-limit")
          .says("The same within any 30 days.")
          .atLeast(ONE_WEI)
          .notBelow(WITHDRAWAL_DAY_LIMIT)
          .takesEffect(SettingEffect.NEXT_WITHDRAWAL)
          .toldToPlayers()
          .since(5)
          .orElse(NO_BOUND);

  public static final Setting<Wei> WITHDRAWAL_APPROVAL_ABOVE =
      Declaration.of("withdrawalApprovalAbove", SettingForm.AMOUNT)
          .option("withdrawal-approval-above")
          .says("A withdrawal of more waits until two operators have approved it. 0: each does.")
          .takesEffect(SettingEffect.NEXT_WITHDRAWAL)
          .since(5)
          .orElse("never");

  public static final Setting<Integer> WITHDRAWAL_WAIT_AFTER_DEPOSIT =
      Declaration.of("withdrawalWaitAfterDeposit", SettingForm.SECONDS)
          .option("withdrawal-wait-after-deposit")
          .says(
              "How long after the last deposit before it a withdrawal is sent, at the earliest."
                  + " 0: at once.")
          .between(0, MAX_WITHDRAWAL_WAIT_SECONDS)
          .takesEffect(SettingEffect.NEXT_WITHDRAWAL)
          .toldToPlayers()
          .since(5)
          .orElse("no wait");

  /** All of them, in the order in which they stand in an entry: a new one comes last. */
  public static final List<Setting<?>> ALL =
      List.of(
          BETTING_PAUSED,
          WITHDRAWALS_PAUSED,
          MIN_STAKE,
          MAX_STAKE,
          MAX_PROFIT,
          RAISED_MAX_STAKE,
          ROLLOUT_PERCENT,
          MAX_PROFIT_SHARE,
          MIN_BANKROLL,
          MAX_ROUND_LOSS_SHARE,
          SECOND_OPERATOR_ABOVE,
          WITHDRAWAL_MINIMUM,
          WITHDRAWAL_DAY_LIMIT,
          WITHDRAWAL_MONTH_LIMIT,
          WITHDRAWAL_APPROVAL_ABOVE,
          WITHDRAWAL_WAIT_AFTER_DEPOSIT);

  /** Those that pause something. */
  public static final List<DefaultedSetting<Boolean>> PAUSES =
      List.of(BETTING_PAUSED, WITHDRAWALS_PAUSED);

  /** The format that this build writes: the newest that a setting came with. */
  public static final int FORMAT = ALL.stream().mapToInt(Setting::since).max().orElseThrow();

  private SettingKeys() {}

  /**
   * The setting of a name in entries and commands.
   *
   * @throws SettingRefusedException {@code UNKNOWN_SETTING}
   */
  public static Setting<?> named(String name) {
    return ALL.stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingRefusedException(
                    name,
                    Rule.UNKNOWN_SETTING,
                    "there is no setting " + name + ", only " + names()));
  }

  /** The names, for people who took another for one. */
  public static String names() {
    return ALL.stream().map(Setting::name).collect(Collectors.joining(", "));
  }
}
