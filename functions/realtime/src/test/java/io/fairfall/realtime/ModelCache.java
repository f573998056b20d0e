package io.fairfall.realtime;

import io.fairfall.realtime.snapshots.DynamoSnapshotCache;
import io.fairfall.realtime.snapshots.SharedSnapshot;
import io.fairfall.realtime.snapshots.SnapshotCache;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shelf of shared snapshots, in memory. It outlives servers and restores, as the table does.
 */
final class ModelCache implements SnapshotCache {
  private final InstantSource clock;
  private final Map<String, SharedSnapshot> snapshots = new HashMap<>();
  private final Map<String, Long> leasedUntilMs = new HashMap<>();

  ModelCache(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<SharedSnapshot> read(String channel) {
    return Optional.ofNullable(snapshots.get(channel));
  }

  @Override
  public boolean lease(String channel, Optional<SharedSnapshot> seen) {
    boolean isFree =
        leasedUntilMs.getOrDefault(channel, 0L) <= clock.millis() && read(channel).equals(seen);
    if (isFree) {
      leasedUntilMs.put(channel, clock.millis() + DynamoSnapshotCache.LEASE.toMillis());
    }
    return isFree;
  }

  @Override
  public void put(SharedSnapshot snapshot) {
    if (isForward(snapshots.get(snapshot.channel()), snapshot)) {
      snapshots.put(snapshot.channel(), snapshot);
      leasedUntilMs.remove(snapshot.channel());
    }
  }

  private static boolean isForward(@Nullable SharedSnapshot from, SharedSnapshot to) {
    return from == null
        || !from.epoch().equals(to.epoch())
        || from.round() < to.round()
        || (from.round() == to.round() && from.id() < to.id());
  }
}
