package io.fairfall.audit.check;

import io.fairfall.journal.Entry;

/** What one journal is checked for, while its entries pass by. */
public interface JournalCheck {
  /** The {@link #memory} of a check that needs its whole journal. */
  int NOT_WITHIN = -1;

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

  /** Whether the slots of its journal have gaps between them. */
  default boolean hasGaps() {
    return false;
  }

  /** Whether it judges seals itself; otherwise the walk does, where a journal has any. */
  default boolean judgesSeals() {
    return false;
  }

  /**
   * How many entries {@link #recall} has to be shown for the check to go on behind them in another
   * process; {@link #NOT_WITHIN} if it cannot, and is as short as the journals that it is for.
   */
  default int memory() {
    return 0;
  }

  /** The walk stops within the journal: what was summed up so far is told. */
  default void pause() {}

  /** Whether everything was in order so far. */
  default boolean isInOrder() {
    return true;
  }

  /**
   * Is shown again what an earlier part of the pass has judged: it is remembered, not judged.
   *
   * @param wasInOrder what {@link #isInOrder} said at the end of that part
   */
  default void recall(Entry entry, boolean wasInOrder) {}
}
