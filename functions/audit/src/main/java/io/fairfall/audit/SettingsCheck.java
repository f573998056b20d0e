package io.fairfall.audit;

import io.fairfall.journal.Entry;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsChange;
import io.fairfall.settings.SettingsJournal;

/** The settings' journal: each entry changes something, and says who did it and why. */
final class SettingsCheck implements JournalCheck {
  private final Inquiry inquiry;
  private Settings before = Settings.INITIAL;

  SettingsCheck(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    SettingsChange change;
    try {
      change = SettingsJournal.change(entry);
    } catch (RuntimeException malformed) {
      inquiry.found(
          SettingsJournal.NAME, entry.version(), Rule.UNREADABLE, "are no settings: " + malformed);
      return;
    }
    if (!entry.type().equals(SettingsChange.TYPE)) {
      found(entry, "has the type " + entry.type());
    }
    if (change.by().isBlank() || change.reason().isBlank()) {
      found(entry, "does not say who changed the settings, and why");
    }
    if (follows && change.settings().equals(before)) {
      found(entry, "changes nothing");
    }
    before = change.settings();
  }

  private void found(Entry entry, String what) {
    inquiry.found(SettingsJournal.NAME, entry.version(), Rule.SETTINGS, what);
  }
}
