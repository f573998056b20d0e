package io.fairfall.settings;

import io.fairfall.settings.SettingRefusedException.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One setting, declared once: how it is called, what it may be, what counts where it is not set,
 * and who is told of it. The object is also the key under which {@link Settings} keep the value, so
 * that no value can be taken for another's. All of them stand in {@link SettingKeys}.
 *
 * @param <V> the values' type
 */
public sealed class Setting<V extends Comparable<V>> permits DefaultedSetting {
  private final Declaration<V> declared;

  Setting(Declaration<V> declared) {
    this.declared = declared;
  }

  /** The name in entries, commands and answers, like {@code maxStake}. It never changes. */
  public final String name() {
    return declared.name;
  }

  /** The name on the command line, like {@code max-stake}. */
  public final String option() {
    return declared.option;
  }

  public final SettingForm<V> form() {
    return declared.form;
  }

  /** One or two sentences for people. */
  public final String description() {
    return declared.description;
  }

  public final SettingEffect effect() {
    return declared.effect;
  }

  /** Whether every player is told of it: the rest is the house's own business. */
  public final boolean isPublic() {
    return declared.isPublic;
  }

  /** The first format of the settings that had it, from 1; see {@link SettingKeys#FORMAT}. */
  public final int since() {
    return declared.since;
  }

  /** What counts where it is not set, for people: a value, or what takes its place. */
  public String otherwise() {
    return declared.otherwise;
  }

  /** The setting that this one may not be below, where both are set. */
  final @Nullable Setting<V> floor() {
    return declared.floor;
  }

  /** Whether null unsets it in a command. A pause is ended by {@code false}, and said so. */
  final boolean canBeUnset() {
    return declared.form != SettingForm.PAUSE;
  }

  /**
   * Reads a value out of a command's JSON.
   *
   * @throws SettingRefusedException {@code WRONG_FORM} or {@code OUT_OF_BOUNDS}
   */
  final V of(Object json) {
    V value;
    try {
      value = form().of(json);
    } catch (IllegalArgumentException malformed) {
      throw new SettingRefusedException(name(), Rule.WRONG_FORM, mustBe());
    }
    return checked(value);
  }

  /**
   * Reads a value as a person writes it.
   *
   * @throws SettingRefusedException {@code WRONG_FORM} or {@code OUT_OF_BOUNDS}; the message is
   *     what it must be, without the name: people know what they typed
   */
  public final V parse(String text) {
    V value;
    try {
      value = form().parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new SettingRefusedException(name(), Rule.WRONG_FORM, "must be " + taken());
    }
    if (!isWithin(value)) {
      throw new SettingRefusedException(name(), Rule.OUT_OF_BOUNDS, "must be " + taken());
    }
    return value;
  }

  /**
   * A value as a person reads it, out of the JSON of an answer.
   *
   * @param json null where it is not set
   * @return the value in words; nothing where another thing counts instead
   * @throws SettingRefusedException if it is no value of this setting
   */
  public Optional<String> text(@Nullable Object json) {
    return Optional.ofNullable(json).map(value -> form().text(of(value)));
  }

  /** The bounds in words, those that other settings make included; empty if there are none. */
  private String bounds() {
    List<String> words = new ArrayList<>();
    if (declared.least != null && declared.most != null) {
      words.add(form().between(declared.least, declared.most));
    } else if (declared.least != null) {
      words.add(form().atLeast(declared.least));
    }
    if (declared.floor != null) {
      words.add("at least " + declared.floor.option());
    }
    return String.join(", ", words);
  }

  /**
   * A value that is in the bounds.
   *
   * @throws SettingRefusedException {@code OUT_OF_BOUNDS}
   */
  final V checked(V value) {
    if (!isWithin(value)) {
      throw new SettingRefusedException(name(), Rule.OUT_OF_BOUNDS, mustBe());
    }
    return value;
  }

  /**
   * The value that is kept under this key.
   *
   * @param kept what only {@link Settings.Builder} puts there, through this key
   */
  @SuppressWarnings("unchecked")
  final V cast(Object kept) {
    return (V) kept;
  }

  private boolean isWithin(V value) {
    return (declared.least == null || value.compareTo(declared.least) >= 0)
        && (declared.most == null || value.compareTo(declared.most) <= 0);
  }

  private String mustBe() {
    String must = name() + " must be " + form().inCommands();
    if (declared.least != null && declared.most != null) {
      return must + " from " + declared.least + " to " + declared.most;
    }
    return declared.least == null ? must : must + ", " + form().atLeast(declared.least);
  }

  /** What a person may write, bounds included, like {@code ether, like 0.25, more than 0}. */
  public final String taken() {
    String bounds = bounds();
    return form().byPeople() + (bounds.isEmpty() ? "" : ", " + bounds);
  }

  @Override
  public final String toString() {
    return name();
  }
}
