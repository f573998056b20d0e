package io.fairfall.ledger;

import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;

/**
 * What a decision rests on beside the account and the operation. Rules look at nothing else, so
 * that the same facts give the same decision again in a simulation or an audit.
 *
 * @param format of the entry that is decided: what is written now, or what an audit looks at
 * @param player whose account
 * @param game what the game knows, where it was asked
 * @param settings the settings, where the operation depends on them
 * @param nowMs the decider's clock
 */
public record DecisionContext(
    int format, String player, GameFacts game, SettingsFact settings, long nowMs) {

  /** What is known of the settings. */
  public sealed interface SettingsFact {
    /** The version that the entry records. */
    long version();
  }

  /** The operation depends on the settings, and these count. */
  public record SettingsAsked(SettingsJournal.Versioned asked) implements SettingsFact {
    @Override
    public long version() {
      return asked.version();
    }
  }

  /** The operation does not depend on them: the version is the one that the account has seen. */
  public record SettingsNotAsked(long version) implements SettingsFact {}

  /**
   * The settings, for a rule that depends on them.
   *
   * @throws IllegalStateException if the operation did not say that it asks for them
   */
  public Settings requireSettings() {
    if (settings instanceof SettingsAsked(SettingsJournal.Versioned asked)) {
      return asked.settings();
    }
    throw new IllegalStateException("a rule looks at settings that nobody asked for");
  }
}
