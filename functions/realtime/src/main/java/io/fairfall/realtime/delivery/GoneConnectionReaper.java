package io.fairfall.realtime.delivery;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Log;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.Shard;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Connections that a posting found gone. They are forgotten some at a time, while it goes on, so
 * that whoever posts beside it does not find all of them gone once more. Who was found gone by an
 * earlier posting of this instance and is still listed is not posted to again, only forgotten:
 * after a restart thousands are gone at once, and forgetting them takes several postings.
 */
final class GoneConnectionReaper {
  /** How many are forgotten at once. */
  static final int TOGETHER = 25;

  /** Longest time that a removal may take of the end of an invocation, beside the reserve. */
  private static final long REMOVAL_MS = 2_000;

  private final ConnectionRegistry registry;
  private final Known known;
  private final Deadline deadline;

  /**
   * One removal at a time: posts go on beside it, and many at once would only wait for the table.
   */
  private final ReentrantLock removal = new ReentrantLock();

  private final Map<String, Shard> gone = new LinkedHashMap<>();

  GoneConnectionReaper(ConnectionRegistry registry, Known known, Deadline deadline) {
    this.registry = registry;
    this.known = known;
    this.deadline = deadline;
  }

  /** What an instance remembers of those who were gone: ids are not used twice. */
  static final class Known {
    /** Some ten minutes of a storm, at 40 bytes each. */
    private static final int MOST = 20_000;

    private final LinkedHashSet<String> ids = new LinkedHashSet<>();

    private synchronized boolean contains(String connectionId) {
      return ids.contains(connectionId);
    }

    private synchronized void add(String connectionId) {
      if (ids.add(connectionId) && ids.size() > MOST) {
        ids.removeFirst();
      }
    }
  }

  /** Whether a connection was found gone before. */
  boolean knows(String connectionId) {
    return known.contains(connectionId);
  }

  /** A connection is gone that was found in this shard. */
  void add(String connectionId, Shard shard) {
    known.add(connectionId);
    Map<String, Shard> some = Map.of();
    synchronized (gone) {
      gone.put(connectionId, shard);
      if (gone.size() >= TOGETHER) {
        some = taken();
      }
    }
    forget(some);
  }

  /** Forgets the rest. */
  void finish() {
    Map<String, Shard> rest;
    synchronized (gone) {
      rest = taken();
    }
    forget(rest);
  }

  private Map<String, Shard> taken() {
    Map<String, Shard> some = Map.copyOf(gone);
    gone.clear();
    return some;
  }

  /** Who cannot be forgotten now is found gone again. */
  private void forget(Map<String, Shard> some) {
    if (some.isEmpty()) {
      return;
    }
    removal.lock();
    try {
      if (!deadline.hasPassedIn(REMOVAL_MS)) {
        registry.removeAll(some);
      }
    } catch (StoreUnavailableException failure) {
      Log.failure("connections_not_removed", failure, Map.of("connections", some.size()));
    } finally {
      removal.unlock();
    }
  }
}
