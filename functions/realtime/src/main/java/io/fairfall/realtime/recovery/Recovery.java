package io.fairfall.realtime.recovery;

import org.jspecify.annotations.Nullable;

/** What somebody needs who knows a journal up to a position. */
public sealed interface Recovery {
  /** More missed events than this are not told one by one. */
  long MAX_REPLAY_EVENTS = 200;

  /** The position is the head: nothing was missed. */
  record UpToDate() implements Recovery {}

  /** The entries from one version to another, both included, were missed. */
  record Replay(long from, long to) implements Recovery {}

  /** The position says nothing that can be built on: the state is told as a whole. */
  record Snapshot() implements Recovery {}

  /**
   * Decides by position and head alone.
   *
   * @param position the newest version that is known, 0 for the state before the first entry; null
   *     if nothing is known
   * @param head the newest version there is, 0 for none
   */
  static Recovery decide(@Nullable Long position, long head) {
    if (position == null || position < 0 || position > head) {
      return new Snapshot();
    }
    if (position == head) {
      return new UpToDate();
    }
    return head - position > MAX_REPLAY_EVENTS ? new Snapshot() : new Replay(position + 1, head);
  }
}
