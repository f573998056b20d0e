package io.fairfall.audit.check;

import io.fairfall.journal.Entry;

/** What one journal is checked for, while its entries pass by. */
public interface JournalCheck {
  /**
   * The next entry.
   *
   * @param follows whether it stands right after the one that was judged before it, or is the
   *     journal's first; otherwise something between them is missing, which is found already
   */
  void judge(Entry entry, boolean follows);

  /** An entry after those, which is too young to be judged. */
  default void young(Entry entry) {}

  /** The journal has ended. */
  default void end() {}
}
