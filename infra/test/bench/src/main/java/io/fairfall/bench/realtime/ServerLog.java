package io.fairfall.bench.realtime;

import io.fairfall.load.FeedProbe;
import io.fairfall.load.Tree;
import java.util.Map;
import java.util.TreeMap;

/** What a server's functions log, read while it is written. */
final class ServerLog implements FeedProbe {
  private final Map<String, Integer> snapshots = new TreeMap<>();

  @Override
  public synchronized void heard(String source, String text, long atMs) {
    if (text.contains("\"snapshot_computed\"")) {
      snapshots.merge(Tree.read(text).text("channel"), 1, Integer::sum);
    }
  }

  /** Forgets what was said so far. */
  synchronized void mark() {
    snapshots.clear();
  }

  /** How many snapshots were computed since the mark, by channel. */
  synchronized Map<String, Integer> snapshotsComputed() {
    return new TreeMap<>(snapshots);
  }
}
