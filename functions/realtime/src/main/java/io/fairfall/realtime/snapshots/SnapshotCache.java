package io.fairfall.realtime.snapshots;

import java.util.Optional;

/** Where snapshots are shared: one place for each channel, and the right to fill it. */
public interface SnapshotCache {
  /** What lies there. */
  Optional<SharedSnapshot> read(String channel);

  /**
   * Asks for the right to compute a channel's next snapshot. Nobody else gets it for some time;
   * whoever dies with it only makes others wait that long.
   *
   * @param seen what lay there when the asker looked: the right is not given if that has changed,
   *     because then it was used in between
   * @return whether it was given
   */
  boolean lease(String channel, Optional<SharedSnapshot> seen);

  /**
   * Puts a snapshot there and gives the right back. One that is not newer than what lies there is
   * dropped: within an epoch a place only moves forward.
   */
  void put(SharedSnapshot snapshot);
}
