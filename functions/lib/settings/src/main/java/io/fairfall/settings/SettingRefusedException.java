package io.fairfall.settings;

/**
 * A value that a setting cannot have. The message names the setting and is one clause without a
 * full stop, like {@code rolloutPercent must be a whole number from 0 to 100}.
 */
public final class SettingRefusedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String setting;
  private final Rule rule;

  SettingRefusedException(String setting, Rule rule, String message) {
    super(message);
    this.setting = setting;
    this.rule = rule;
  }

  /** Which rule was broken. The words are for programs. */
  public enum Rule {
    /** No setting has this name. */
    UNKNOWN_SETTING,
    /** The value is not of the setting's form. */
    WRONG_FORM,
    /** The value is of the form, and below the least or above the most. */
    OUT_OF_BOUNDS,
    /** The value is in its bounds and contradicts another setting's, or a deployed parameter. */
    CONTRADICTION
  }

  /** The name of the setting, or what was taken for one. */
  public String setting() {
    return setting;
  }

  public Rule rule() {
    return rule;
  }
}
