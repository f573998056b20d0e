package io.fairfall.operations;

import io.fairfall.edge.Refusal;
import io.fairfall.money.Wei;
import io.fairfall.settings.Settings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The members of settings, each with its name in commands and the form of its value. */
enum Setting {
  BETTING_PAUSED("bettingPaused", Form.SWITCH),
  WITHDRAWALS_PAUSED("withdrawalsPaused", Form.SWITCH),
  MIN_STAKE("minStake", Form.WEI),
  MAX_STAKE("maxStake", Form.WEI),
  MAX_PROFIT("maxProfit", Form.WEI),
  RAISED_MAX_STAKE("raisedMaxStake", Form.WEI),
  ROLLOUT_PERCENT("rolloutPercent", Form.PERCENT),
  MAX_PROFIT_SHARE("maxProfitShareBasisPoints", Form.BASIS_POINTS),
  MIN_BANKROLL("minBankroll", Form.WEI),
  MAX_ROUND_LOSS_SHARE("maxRoundLossShareBasisPoints", Form.BASIS_POINTS);

  private static final int ONE_HUNDRED_PERCENT = 100;
  private static final int BASIS_POINTS = 10_000;

  private final String word;
  private final Form form;

  private enum Form {
    SWITCH,
    WEI,
    PERCENT,
    BASIS_POINTS
  }

  Setting(String word, Form form) {
    this.word = word;
    this.form = form;
  }

  /** The name in commands and answers. */
  String word() {
    return word;
  }

  /** What settings say; null where the deployed parameter counts. */
  @Nullable Object in(Settings settings) {
    return switch (this) {
      case BETTING_PAUSED -> settings.bettingPaused();
      case WITHDRAWALS_PAUSED -> settings.withdrawalsPaused();
      case MIN_STAKE -> settings.minStake();
      case MAX_STAKE -> settings.maxStake();
      case MAX_PROFIT -> settings.maxProfit();
      case RAISED_MAX_STAKE -> settings.raisedMaxStake();
      case ROLLOUT_PERCENT -> settings.rolloutPercent();
      case MAX_PROFIT_SHARE -> settings.maxProfitShareBasisPoints();
      case MIN_BANKROLL -> settings.minBankroll();
      case MAX_ROUND_LOSS_SHARE -> settings.maxRoundLossShareBasisPoints();
    };
  }

  /** Reads what a command wants to change; a value of null clears. */
  static Map<Setting, @Nullable Object> wanted(Map<String, @Nullable Object> members) {
    Map<Setting, @Nullable Object> wanted = new EnumMap<>(Setting.class);
    members.forEach((name, value) -> wanted.put(named(name), named(name).read(value)));
    if (wanted.isEmpty()) {
      throw Refusal.invalid("change is empty: name what shall change, one or more of " + words());
    }
    return wanted;
  }

  /**
   * Settings with some values replaced.
   *
   * @throws IllegalArgumentException if they contradict each other then
   */
  static Settings change(Settings before, Map<Setting, @Nullable Object> wanted) {
    Map<Setting, @Nullable Object> all = new EnumMap<>(Setting.class);
    for (Setting setting : values()) {
      all.put(setting, setting.in(before));
    }
    all.putAll(wanted);
    return new Settings(
        (Boolean) Objects.requireNonNull(all.get(BETTING_PAUSED)),
        (Boolean) Objects.requireNonNull(all.get(WITHDRAWALS_PAUSED)),
        (Wei) all.get(MIN_STAKE),
        (Wei) all.get(MAX_STAKE),
        (Wei) all.get(MAX_PROFIT),
        (Wei) all.get(RAISED_MAX_STAKE),
        (Integer) Objects.requireNonNull(all.get(ROLLOUT_PERCENT)),
        (Integer) all.get(MAX_PROFIT_SHARE),
        (Wei) all.get(MIN_BANKROLL),
        (Integer) all.get(MAX_ROUND_LOSS_SHARE));
  }

  private @Nullable Object read(@Nullable Object sent) {
    return switch (form) {
      case SWITCH -> {
        if (sent instanceof Boolean on) {
          yield on;
        }
        throw Refusal.invalid(word + " must be true or false.");
      }
      case WEI -> sent == null ? null : wei(sent);
      case PERCENT -> sent == null ? 0 : (int) Command.whole(word, sent, 0, ONE_HUNDRED_PERCENT);
      case BASIS_POINTS -> sent == null ? null : (int) Command.whole(word, sent, 1, BASIS_POINTS);
    };
  }

  private Wei wei(Object sent) {
    try {
      if (sent instanceof String text) {
        return Wei.parse(text);
      }
    } catch (IllegalArgumentException malformed) {
      // said below
    }
    throw Refusal.invalid(word + " must be wei as a decimal string, or null.");
  }

  private static Setting named(String name) {
    return Arrays.stream(values())
        .filter(setting -> setting.word.equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("There is no setting " + name + ", only " + words()));
  }

  private static String words() {
    return Arrays.stream(values()).map(Setting::word).collect(Collectors.joining(", ", "", "."));
  }
}
