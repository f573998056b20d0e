package io.fairfall.withdrawals.sending;

import io.fairfall.journal.Entry;
import io.fairfall.payouts.PayoutHalt;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsChange;
import io.fairfall.settings.SettingsJournal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the settings say about sending. The indexer and the audit pause betting in their own names
 * when they halt or differ, and operators let it go on when that is mended: so their halts begin
 * and end with it.
 */
public final class Halts {
  private static final int PAGE = 50;

  private final SettingsJournal settings;

  public Halts(SettingsJournal settings) {
    this.settings = settings;
  }

  /** What stops new money now. */
  public Set<PayoutHalt> now() {
    Set<PayoutHalt> halts = EnumSet.noneOf(PayoutHalt.class);
    Settings current = settings.current(0, true).settings();
    if (current.withdrawalsPaused()) {
      halts.add(PayoutHalt.WITHDRAWALS_PAUSED);
    }
    if (current.bettingPaused()) {
      String by = whoPaused();
      if (by.equals(Breaker.Part.INDEXER.word())) {
        halts.add(PayoutHalt.INDEXER_HALTED);
      } else if (by.equals(Breaker.Part.AUDIT.word())) {
        halts.add(PayoutHalt.AUDIT_DIFFERS);
      }
    }
    return halts;
  }

  /** In whose name betting was paused: the oldest of the changes since which it has been. */
  private String whoPaused() {
    String by = "";
    long before = Long.MAX_VALUE;
    while (true) {
      List<Entry> changes = settings.latest(before, PAGE);
      for (Entry entry : changes) {
        SettingsChange change = SettingsJournal.change(entry);
        if (!change.settings().bettingPaused()) {
          return by;
        }
        by = change.by();
        before = entry.version();
      }
      if (changes.size() < PAGE) {
        return by;
      }
    }
  }
}
