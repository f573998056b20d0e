package io.fairfall.settings;

/** When a change of a setting takes effect. No setting touches a bet that was placed. */
public enum SettingEffect {
  /** Once no copy of the settings in memory is older. */
  WITHIN_SECONDS("within " + SettingsJournal.FRESH_MS / 1_000 + " s"),
  /** A round records its bounds when it is opened. */
  NEXT_ROUND("with the next round"),
  /** A round records its force point when it starts. */
  NEXT_START("with the next start of a round"),
  /** Checked before a round is opened, and after every entry of the house. */
  NEXT_ROUND_OR_HOUSE_ENTRY("with the next round, and with every entry of the house"),
  /** Decided when an adjustment is proposed. */
  NEXT_PROPOSAL("with the next proposal"),
  /** A withdrawal keeps the terms on which it was asked for. */
  NEXT_WITHDRAWAL("with the next withdrawal that is asked for");

  private final String words;

  SettingEffect(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
