package io.fairfall.settings;

import io.fairfall.money.Wei;
import io.fairfall.settings.SettingRefusedException.Rule;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What operators can change while the system runs: a value for each setting of {@link SettingKeys},
 * found by its key. Where an optional one is absent, the deployed parameter counts.
 *
 * <p>They never contradict themselves, and never change: {@link #with} and {@link #toBuilder} make
 * others.
 */
public final class Settings {
  private static final int ONE_HUNDRED_PERCENT = 100;
  private static final BigInteger ALL_BASIS_POINTS =
      BigInteger.valueOf(SettingKeys.ALL_BASIS_POINTS);

  /** Before anybody changed anything. */
  public static final Settings INITIAL = new Settings(Map.of(), Map.of());

  /** What is set; a default is not. */
  private final Map<Setting<?>, Object> values;

  /** What a newer build has set, by names that this one does not know, as raw JSON. */
  private final Map<String, String> newer;

  private Settings(Map<Setting<?>, Object> values, Map<String, String> newer) {
    this.values = values;
    this.newer = newer;
  }

  /** What a setting is that always counts. */
  public <V extends Comparable<V>> V get(DefaultedSetting<V> setting) {
    return find(setting).orElse(setting.byDefault());
  }

  /** What is set, if it is; of a setting with a default, if it is not that. */
  public <V extends Comparable<V>> Optional<V> find(Setting<V> setting) {
    return Optional.ofNullable(values.get(setting)).map(setting::cast);
  }

  /**
   * These settings with another value.
   *
   * @throws SettingRefusedException if it is out of bounds, or contradicts another
   */
  public <V extends Comparable<V>> Settings with(Setting<V> setting, V value) {
    return toBuilder().set(setting, value).build();
  }

  /** Several changes at once: only what comes of all of them must not contradict itself. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Whether a setting is the same in others. */
  public boolean isSame(Setting<?> setting, Settings others) {
    return Objects.equals(values.get(setting), others.values.get(setting));
  }

  /** No bet is taken; cashouts are never paused. */
  public boolean bettingPaused() {
    return get(SettingKeys.BETTING_PAUSED);
  }

  /** No withdrawal is taken. */
  public boolean withdrawalsPaused() {
    return get(SettingKeys.WITHDRAWALS_PAUSED);
  }

  /** The smallest withdrawal that is taken. */
  public Wei withdrawalMinimum() {
    return find(SettingKeys.WITHDRAWAL_MINIMUM).orElse(SettingKeys.DEFAULT_WITHDRAWAL_MINIMUM);
  }

  /** The largest withdrawal that is taken; empty where there is no bound. */
  public Optional<Wei> withdrawalMaximum() {
    return Stream.of(SettingKeys.WITHDRAWAL_DAY_LIMIT, SettingKeys.WITHDRAWAL_MONTH_LIMIT)
        .flatMap(limit -> find(limit).stream())
        .min(Comparator.naturalOrder());
  }

  /** These settings with betting paused. */
  public Settings pauseBetting() {
    return with(SettingKeys.BETTING_PAUSED, true);
  }

  /**
   * The largest stake of one player.
   *
   * @param general what the round's opening says
   */
  public Wei maxStakeOf(String player, Wei general) {
    return find(SettingKeys.RAISED_MAX_STAKE)
        .filter(raised -> general.isLessThan(raised) && isInRollout(player))
        .orElse(general);
  }

  /**
   * The largest profit of one bet.
   *
   * @param deployed the deployed parameter
   * @param bankroll what the house owns, which may be less than nothing
   */
  public Wei maxProfitOf(Wei deployed, BigInteger bankroll) {
    Wei bound = find(SettingKeys.MAX_PROFIT).orElse(deployed);
    int share = find(SettingKeys.MAX_PROFIT_SHARE).orElse(SettingKeys.DEFAULT_MAX_PROFIT_SHARE);
    return new Wei(share(bankroll, share).min(bound.value()));
  }

  /**
   * What all bets of one round together may win, in wei.
   *
   * @param bankroll what the house owns, which may be less than nothing
   */
  public BigInteger maxRoundLossOf(BigInteger bankroll) {
    return share(
        bankroll,
        find(SettingKeys.MAX_ROUND_LOSS_SHARE).orElse(SettingKeys.DEFAULT_MAX_ROUND_LOSS_SHARE));
  }

  /** A share of what there is, rounded down; of less than nothing, nothing. */
  private static BigInteger share(BigInteger bankroll, int basisPoints) {
    return bankroll
        .max(BigInteger.ZERO)
        .multiply(BigInteger.valueOf(basisPoints))
        .divide(ALL_BASIS_POINTS);
  }

  /** Always the same players: who was in at 10 percent is in at 20. */
  boolean isInRollout(String player) {
    CRC32 hash = new CRC32();
    hash.update(player.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % ONE_HUNDRED_PERCENT < get(SettingKeys.ROLLOUT_PERCENT);
  }

  Map<String, String> newer() {
    return newer;
  }

  /** Settings in the making. */
  public static final class Builder {
    private final Map<Setting<?>, Object> values;
    private final Map<String, String> newer;

    private Builder(Settings before) {
      this.values = new HashMap<>(before.values);
      this.newer = new LinkedHashMap<>(before.newer);
    }

    /**
     * Sets a value; a setting's default is as good as none.
     *
     * @throws SettingRefusedException {@code OUT_OF_BOUNDS}
     */
    public <V extends Comparable<V>> Builder set(Setting<V> setting, V value) {
      V checked = setting.checked(value);
      if (setting instanceof DefaultedSetting<V> defaulted
          && defaulted.byDefault().equals(checked)) {
        return unset(setting);
      }
      values.put(setting, checked);
      return this;
    }

    public Builder unset(Setting<?> setting) {
      values.remove(setting);
      return this;
    }

    /**
     * Sets or unsets what a command names.
     *
     * @param json the value, null to unset
     * @throws SettingRefusedException {@code UNKNOWN_SETTING}, {@code WRONG_FORM} (also a null
     *     where something must be said) or {@code OUT_OF_BOUNDS}
     */
    public Builder set(String name, @Nullable Object json) {
      return put(SettingKeys.named(name), json);
    }

    private <V extends Comparable<V>> Builder put(Setting<V> setting, @Nullable Object json) {
      if (json == null && setting.canBeUnset()) {
        return unset(setting);
      }
      return set(setting, setting.of(json == null ? "" : json));
    }

    /** Keeps what a newer build has set, so that this one does not undo it. */
    Builder keep(String name, String raw) {
      newer.put(name, raw);
      return this;
    }

    /**
     * The settings.
     *
     * @throws SettingRefusedException {@code CONTRADICTION}
     */
    public Settings build() {
      Settings built =
          new Settings(Map.copyOf(values), Collections.unmodifiableMap(new LinkedHashMap<>(newer)));
      SettingKeys.ALL.forEach(setting -> requireNotBelowFloor(built, setting));
      return built;
    }

    private static <V extends Comparable<V>> void requireNotBelowFloor(
        Settings settings, Setting<V> setting) {
      Setting<V> floor = setting.floor();
      if (floor == null) {
        return;
      }
      Optional<V> least = settings.find(floor);
      Optional<V> value = settings.find(setting);
      if (least.isPresent() && value.isPresent() && value.get().compareTo(least.get()) < 0) {
        throw new SettingRefusedException(
            setting.name(), Rule.CONTRADICTION, setting + " is at least " + floor);
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Settings settings
        && values.equals(settings.values)
        && newer.equals(settings.newer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(values, newer);
  }

  @Override
  public String toString() {
    return values + (newer.isEmpty() ? "" : " " + newer);
  }
}
