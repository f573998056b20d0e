package io.fairfall.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting that always has a value: its default, where nobody has set another. It stands in every
 * entry, also with its default.
 */
public final class DefaultedSetting<V extends Comparable<V>> extends Setting<V> {
  private final V byDefault;

  DefaultedSetting(Declaration<V> declared, V byDefault) {
    super(declared);
    this.byDefault = checked(byDefault);
  }

  public V byDefault() {
    return byDefault;
  }

  @Override
  public String otherwise() {
    return form().text(byDefault);
  }

  @Override
  public Optional<String> text(@Nullable Object json) {
    return Optional.of(super.text(json).orElseGet(this::otherwise));
  }
}
