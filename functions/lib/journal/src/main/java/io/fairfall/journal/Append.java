package io.fairfall.journal;

/**
 * What became of an append. Anything else is a {@link StoreUnavailableException}: then nobody
 * knows.
 */
public sealed interface Append {
  /** The entry is in its slot. */
  record Written(Entry entry) implements Append {}

  /** The slot was taken before, by this entry. It may be an earlier attempt of the same writer. */
  record SlotTaken(Entry winner) implements Append {}

  /** A transaction was at work on the slot. This append wrote nothing: look again. */
  record Contended() implements Append {}
}
