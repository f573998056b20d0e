package io.fairfall.settings;

import org.jspecify.annotations.Nullable;

/**
 * A setting while it is being declared. Whatever it has no word for is as most settings are: known
 * to the house alone, unbounded, and in effect within seconds.
 */
final class Declaration<V extends Comparable<V>> {
  final String name;
  final SettingForm<V> form;
  String option;
  String description = "";
  String otherwise = "";
  @Nullable V least;
  @Nullable V most;
  @Nullable Setting<V> floor;
  SettingEffect effect = SettingEffect.WITHIN_SECONDS;
  boolean isPublic;
  int since = 1;

  private Declaration(String name, SettingForm<V> form) {
    this.name = name;
    this.form = form;
    this.option = name;
  }

  static <V extends Comparable<V>> Declaration<V> of(String name, SettingForm<V> form) {
    return new Declaration<>(name, form);
  }

  Declaration<V> option(String word) {
    option = word;
    return this;
  }

  Declaration<V> says(String sentence) {
    description = sentence;
    return this;
  }

  Declaration<V> atLeast(V value) {
    least = value;
    return this;
  }

  Declaration<V> between(V from, V to) {
    least = from;
    most = to;
    return this;
  }

  /** Where both are set, this one is not the smaller. */
  Declaration<V> notBelow(Setting<V> other) {
    floor = other;
    return this;
  }

  Declaration<V> takesEffect(SettingEffect when) {
    effect = when;
    return this;
  }

  Declaration<V> toldToPlayers() {
    isPublic = true;
    return this;
  }

  Declaration<V> since(int format) {
    since = format;
    return this;
  }

  /** A setting that always counts. */
  DefaultedSetting<V> byDefault(V value) {
    return new DefaultedSetting<>(this, value);
  }

  /**
   * A setting that may be unset.
   *
   * @param instead what counts then, for people
   */
  Setting<V> orElse(String instead) {
    otherwise = instead;
    return new Setting<>(this);
  }
}
