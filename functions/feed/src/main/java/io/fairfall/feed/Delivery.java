package io.fairfall.feed;

import io.fairfall.edge.Json;
import io.fairfall.edge.Log;
import io.fairfall.feed.Line.Outcome;
import io.fairfall.journal.StoreUnavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts events to those who follow their topics.
 *
 * <p>Each connection has one queue, so that its events arrive in order; queues run side by side.
 * Nobody waits for a slow client: its queue ends where it was too slow, and it finds the hole by
 * the ids and asks for what it missed. A queue whose connection is gone ends as well, and the
 * connection is forgotten. Only a failure whose reason is on our side is reported, so that the
 * batch is delivered again; whoever hears an event twice drops one.
 */
final class Delivery {
  /** Posts under way at one time; the HTTP client keeps as many connections open. */
  private static final int MAX_PARALLEL_POSTS = 64;

  private static final int NONE = Integer.MAX_VALUE;

  private final Connections connections;
  private final Line line;

  Delivery(Connections connections, Line line) {
    this.connections = connections;
    this.line = line;
  }

  /**
   * An event on its way.
   *
   * @param index the place of its record in the batch
   */
  record Parcel(int index, Topic topic, Event event) {}

  private record Letter(int index, Topic topic, String text) {}

  /**
   * Delivers events, each connection's in the order given.
   *
   * @return the first place in the batch from which everything has to be delivered again, if any
   */
  OptionalInt deliver(List<Parcel> parcels) {
    AtomicInteger firstFailure = new AtomicInteger(NONE);
    Map<String, List<Letter>> queues = queues(parcels, firstFailure);
    Semaphore posts = new Semaphore(MAX_PARALLEL_POSTS);
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      queues.forEach(
          (connectionId, queue) ->
              each.execute(
                  () -> {
                    posts.acquireUninterruptibly();
                    try {
                      work(connectionId, queue, firstFailure);
                    } finally {
                      posts.release();
                    }
                  }));
    }
    return firstFailure.get() == NONE ? OptionalInt.empty() : OptionalInt.of(firstFailure.get());
  }

  private Map<String, List<Letter>> queues(List<Parcel> parcels, AtomicInteger firstFailure) {
    Map<Topic, List<String>> followers = new LinkedHashMap<>();
    Set<Topic> unknown = new HashSet<>();
    Map<String, List<Letter>> queues = new LinkedHashMap<>();
    for (Parcel parcel : parcels) {
      if (!followers.containsKey(parcel.topic()) && !unknown.contains(parcel.topic())) {
        look(parcel.topic(), followers, unknown);
      }
      if (unknown.contains(parcel.topic())) {
        firstFailure.accumulateAndGet(parcel.index(), Math::min);
        continue;
      }
      Letter letter = new Letter(parcel.index(), parcel.topic(), Json.write(parcel.event()));
      for (String connectionId : followers.getOrDefault(parcel.topic(), List.of())) {
        queues.computeIfAbsent(connectionId, id -> new ArrayList<>()).add(letter);
      }
    }
    return queues;
  }

  private void look(Topic topic, Map<Topic, List<String>> followers, Set<Topic> unknown) {
    try {
      followers.put(topic, connections.followers(topic));
    } catch (RuntimeException failure) {
      Log.failure("followers_unknown", failure, Map.of());
      unknown.add(topic);
    }
  }

  private void work(String connectionId, List<Letter> queue, AtomicInteger firstFailure) {
    for (int i = 0; i < queue.size(); i++) {
      Letter letter = queue.get(i);
      Outcome outcome = post(connectionId, letter);
      if (outcome == Outcome.GONE) {
        forget(connectionId, letter.topic());
      }
      if (outcome == Outcome.FAILED) {
        // what stays behind it was not sent either, and may stand earlier in the batch
        queue.subList(i, queue.size()).stream()
            .mapToInt(Letter::index)
            .forEach(index -> firstFailure.accumulateAndGet(index, Math::min));
      }
      if (outcome != Outcome.SENT) {
        return;
      }
    }
  }

  private Outcome post(String connectionId, Letter letter) {
    try {
      return line.post(connectionId, letter.text());
    } catch (RuntimeException failure) {
      Log.failure("post_failed", failure, Map.of());
      return Outcome.FAILED;
    }
  }

  private void forget(String connectionId, Topic topic) {
    try {
      connections.remove(connectionId);
      connections.unsubscribe(connectionId, topic);
    } catch (StoreUnavailable failure) {
      Log.failure("connection_not_removed", failure, Map.of("connection", connectionId));
    }
  }
}
