package io.fairfall.realtime.subscriptions;

import io.fairfall.platform.Metrics;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens on sockets, counted. An instance adds up for some seconds and then writes one line
 * with all of it: a line for each message would cost more than the message. What an instance has
 * not written when it is frozen is written with the first message after that, or lost with it.
 */
public final class SocketTally {
  /** How long counts are kept before they are written. */
  static final long WRITE_EVERY_MS = 10_000;

  /** What is counted; the names are those of the metrics. */
  public enum Count {
    OPENED("SocketsOpened"),
    CLOSED("SocketsClosed"),
    /** Closed by us: more connections of one player than there may be. */
    REPLACED("SocketsReplaced"),
    /** Closed by us: messages in such number that they are no mistake. */
    EXPELLED("SocketsExpelled"),
    /** Closed by us: the session that opened it is over. */
    SESSIONS_ENDED("SocketSessionsEnded"),
    MESSAGES("SocketMessages"),
    HELLOS("Hellos"),
    /** Hellos of somebody who knew something: a connection was lost before, or an event. */
    RECONNECTS("Reconnects"),
    /** Hellos on a connection that goes on: an event was lost. */
    GAPS("Gaps"),
    OKS("AnswersOk"),
    REPLAYS("AnswersReplay"),
    SNAPSHOTS("AnswersSnapshot"),
    SNAPSHOTS_COMPUTED("SnapshotsComputed"),
    /** Messages that were answered by a problem. */
    REFUSED("SocketMessagesRefused"),
    /** Of these, the ones that were too many. */
    LIMITED("SocketMessagesLimited");

    private final String metric;

    Count(String metric) {
      this.metric = metric;
    }
  }

  private final @Nullable Metrics metrics;
  private final InstantSource clock;
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private long writtenAtMs;

  /** Counts that become metrics. */
  public SocketTally(Metrics metrics, InstantSource clock) {
    this(clock, metrics);
  }

  /** Counts that are only looked at here. */
  public SocketTally(InstantSource clock) {
    this(clock, null);
  }

  private SocketTally(InstantSource clock, @Nullable Metrics metrics) {
    this.metrics = metrics;
    this.clock = clock;
    this.writtenAtMs = clock.millis();
  }

  public synchronized void count(Count what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** How often something happened since the last line was written. */
  public synchronized long of(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Writes a line if it is time. To be called once for each event of the gateway. */
  public synchronized void turn() {
    long nowMs = clock.millis();
    if (metrics == null || counts.isEmpty() || nowMs - writtenAtMs < WRITE_EVERY_MS) {
      return;
    }
    Map<String, Long> line = new LinkedHashMap<>();
    counts.forEach((what, number) -> line.put(what.metric, number));
    metrics.counts(line);
    counts.clear();
    writtenAtMs = nowMs;
  }
}
