package io.fairfall.realtime.snapshots;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Log;
import io.fairfall.realtime.channels.Channel;
import io.fairfall.realtime.subscriptions.SocketTally;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Snapshots of public channels, computed once for a crowd that comes back all at once.
 *
 * <p>An instance of a function serves one request at a time, so that a crowd meets as many
 * instances as it has members, and what they share has to lie in the table. A greeter looks first
 * at what it has in memory, then at the shelf. Where both are too old it asks for the right to
 * compute. With it, it computes, and puts the result on the shelf; without it, somebody else is at
 * it right now: it looks again a few times, and then computes for itself. So nobody is ever stuck,
 * whoever dies on the way, and a shelf that does not answer costs the sharing and nothing else.
 *
 * <p>A snapshot may be older than the head that a greeter has read. What happened since then is
 * told as events behind it, so an old one is as good as a new one while these are few.
 */
public final class Snapshots {
  /** Times that somebody else's snapshot is waited for. */
  static final int MAX_LOOKS = 8;

  /** Between two looks, in milliseconds: a snapshot takes some ten to compute. */
  static final long LOOK_EVERY_MS = 50;

  private final SnapshotCache cache;
  private final LongConsumer pause;
  private final SocketTally tally;
  private final Map<String, SharedSnapshot> copies = new ConcurrentHashMap<>();

  /**
   * @param pause waits for some milliseconds
   */
  public Snapshots(SnapshotCache cache, LongConsumer pause, SocketTally tally) {
    this.cache = cache;
    this.pause = pause;
    this.tally = tally;
  }

  /**
   * A snapshot of a channel.
   *
   * @param isRecent whether one will do; none of another epoch ever does
   * @param compute makes a new one
   */
  SharedSnapshot of(
      Channel channel,
      String epoch,
      Predicate<SharedSnapshot> isRecent,
      Supplier<SharedSnapshot> compute) {
    Predicate<SharedSnapshot> willDo = isRecent.and(found -> found.epoch().equals(epoch));
    try {
      Optional<SharedSnapshot> found = copy(channel).filter(willDo);
      for (int look = 0; found.isEmpty() && look <= MAX_LOOKS; look++) {
        Optional<SharedSnapshot> seen = cache.read(channel.word());
        found = seen.filter(willDo);
        if (found.isEmpty() && cache.lease(channel.word(), seen)) {
          return share(computed(compute));
        }
        if (found.isEmpty()) {
          pause.accept(LOOK_EVERY_MS);
        }
      }
      if (found.isPresent()) {
        copies.put(channel.word(), found.get());
        return found.get();
      }
    } catch (StoreUnavailableException failure) {
      Log.failure("snapshot_not_shared", failure, Map.of("channel", channel.word()));
    }
    return computed(compute);
  }

  private Optional<SharedSnapshot> copy(Channel channel) {
    return Optional.ofNullable(copies.get(channel.word()));
  }

  private SharedSnapshot computed(Supplier<SharedSnapshot> compute) {
    SharedSnapshot made = compute.get();
    tally.count(SocketTally.Count.SNAPSHOTS_COMPUTED);
    Log.info(
        "snapshot_computed",
        Map.of("channel", made.channel(), "round", made.round(), "id", made.id()));
    return made;
  }

  private SharedSnapshot share(SharedSnapshot made) {
    cache.put(made);
    copies.put(made.channel(), made);
    return made;
  }
}
