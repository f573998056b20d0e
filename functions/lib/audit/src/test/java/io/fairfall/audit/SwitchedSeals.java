package io.fairfall.audit;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.SealedJournals;
import io.fairfall.journal.TransactionalAppend;
import java.util.List;

/** Journals as the newest release writes them, or as those before did that sealed accounts only. */
final class SwitchedSeals extends ForwardingJournals {
  private final SealedJournals sealed;
  private boolean isOn = true;

  SwitchedSeals(Journals journals, MacKeySource keys) {
    super(journals);
    this.sealed = new SealedJournals(journals, keys);
  }

  /** Which release is at work from now on. */
  void turn(boolean on) {
    isOn = on;
  }

  @Override
  public Append append(Entry entry) {
    return isOn ? sealed.append(entry) : super.append(entry);
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    return isOn ? sealed.appendTogether(entries) : super.appendTogether(entries);
  }
}
