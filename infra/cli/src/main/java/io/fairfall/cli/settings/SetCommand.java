package io.fairfall.cli.settings;

import io.fairfall.money.Wei;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets bounds and the rollout; what is not named stays as it is. */
@Command(
    name = "set",
    description = {
      "Sets bounds and the rollout; what is not named stays as it is.",
      "Amounts are in ether, like 0.25."
    })
final class SetCommand extends Changing {
  @Option(names = "--min-stake", paramLabel = "ETH", description = "Smallest stake.")
  private @Nullable String minStake;

  @Option(names = "--max-stake", paramLabel = "ETH", description = "Largest stake.")
  private @Nullable String maxStake;

  @Option(names = "--max-profit", paramLabel = "ETH", description = "Largest profit of one bet.")
  private @Nullable String maxProfit;

  @Option(
      names = "--profit-share",
      paramLabel = "SHARE",
      description = "The same as a share of the bankroll, like 100bp or 1%%; the smaller counts.")
  private @Nullable String profitShare;

  @Option(
      names = "--raised-max-stake",
      paramLabel = "ETH",
      description = "Largest stake of the players in the rollout.")
  private @Nullable String raisedMaxStake;

  @Option(
      names = "--rollout",
      paramLabel = "PERCENT",
      description = "How many of a hundred players are in it, 0 to 100.")
  private @Nullable String rollout;

  @Option(
      names = "--min-bankroll",
      paramLabel = "ETH",
      description = "Below this, betting pauses by itself.")
  private @Nullable String minBankroll;

  @Option(
      names = "--round-loss-share",
      paramLabel = "SHARE",
      description = {
        "What all bets of one round together may win, as a share of the bankroll:",
        "where they would win more, they are cashed out."
      })
  private @Nullable String roundLossShare;

  @Option(
      names = "--clear",
      paramLabel = "NAME",
      description = {
        "Unsets one of the above, like max-stake, so that the deployed parameter counts again;",
        "may be given several times."
      })
  private List<String> cleared = List.of();

  @Override
  Map<String, @Nullable Object> change() {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    put(change, Setting.MIN_STAKE, minStake, SetCommand::wei);
    put(change, Setting.MAX_STAKE, maxStake, SetCommand::wei);
    put(change, Setting.MAX_PROFIT, maxProfit, SetCommand::wei);
    put(change, Setting.PROFIT_SHARE, profitShare, Share::basisPoints);
    put(change, Setting.RAISED_MAX_STAKE, raisedMaxStake, SetCommand::wei);
    put(change, Setting.ROLLOUT, rollout, Share::percent);
    put(change, Setting.MIN_BANKROLL, minBankroll, SetCommand::wei);
    put(change, Setting.ROUND_LOSS_SHARE, roundLossShare, Share::basisPoints);
    for (String name : cleared) {
      Setting setting = clearable(name);
      if (change.containsKey(setting.member())) {
        throw mistake("--" + setting.label() + " cannot be set and cleared at once.");
      }
      change.put(setting.member(), null);
    }
    if (change.isEmpty()) {
      throw mistake("Say what to set, like --max-stake 2.");
    }
    return change;
  }

  private void put(
      Map<String, @Nullable Object> change,
      Setting setting,
      @Nullable String text,
      Function<String, Object> reading) {
    if (text == null) {
      return;
    }
    try {
      change.put(setting.member(), reading.apply(text));
    } catch (IllegalArgumentException malformed) {
      throw mistake("--" + setting.label() + " " + text + ": " + malformed.getMessage() + ".");
    }
  }

  private static Object wei(String ether) {
    return Wei.parseEther(ether).toString();
  }

  private Setting clearable(String name) {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting != Setting.BETTING && setting != Setting.WITHDRAWALS)
        .filter(setting -> setting.label().equals(name))
        .findFirst()
        .orElseThrow(() -> mistake("There is no " + name + " to clear."));
  }
}
