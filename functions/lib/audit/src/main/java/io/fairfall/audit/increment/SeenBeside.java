package io.fairfall.audit.increment;

import io.fairfall.audit.check.JournalCheck;
import io.fairfall.journal.Entry;
import java.util.function.Consumer;

/** A check of a journal that is read whole, and somebody else who is shown its entries. */
record SeenBeside(JournalCheck check, Consumer<Entry> judged, Consumer<Entry> tooYoung)
    implements JournalCheck {
  @Override
  public void judge(Entry entry, boolean follows) {
    check.judge(entry, follows);
    judged.accept(entry);
  }

  @Override
  public void young(Entry entry) {
    check.young(entry);
    tooYoung.accept(entry);
  }

  @Override
  public void end() {
    check.end();
  }

  @Override
  public int memory() {
    return NOT_WITHIN;
  }
}
