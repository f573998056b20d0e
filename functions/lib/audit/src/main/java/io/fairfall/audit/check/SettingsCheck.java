package io.fairfall.audit.check;

import io.fairfall.audit.report.Rule;
import io.fairfall.journal.Entry;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsChange;
import io.fairfall.settings.SettingsJournal;

/** The settings' journal: each entry changes something, and says who did it and why. */
final class SettingsCheck implements JournalCheck {
  private final AuditContext context;
  private Settings before = Settings.INITIAL;

  SettingsCheck(AuditContext context) {
    this.context = context;
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    SettingsChange change;
    try {
      change = SettingsJournal.change(entry);
    } catch (RuntimeException malformed) {
      context.found(
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

  @Override
  public int memory() {
    return 1;
  }

  @Override
  public void recall(Entry entry, boolean wasInOrder) {
    try {
      before = SettingsJournal.change(entry).settings();
    } catch (RuntimeException unreadable) {
      // found when it was judged
    }
  }

  private void found(Entry entry, String what) {
    context.found(SettingsJournal.NAME, entry.version(), Rule.SETTINGS, what);
  }
}
