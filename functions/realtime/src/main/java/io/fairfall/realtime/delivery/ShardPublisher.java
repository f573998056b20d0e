package io.fairfall.realtime.delivery;

import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Log;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.delivery.BatchTally.Count;
import io.fairfall.realtime.delivery.Transport.Outcome;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.Shard;
import io.fairfall.resilience.Backoff;
import io.fairfall.resilience.Pause;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Posts events to the followers in a few shards.
 *
 * <p>Each connection has one queue, so that its events arrive in order; queues run side by side.
 * What becomes of a queue depends on what the line says of a post:
 *
 * <ul>
 *   <li>gone: the connection is forgotten with all its subscriptions, and the queue ends;
 *   <li>busy: it waits a little, longer each time and never at the same instant as others, and
 *       gives its place to another queue meanwhile. After {@link #MAX_TRIES} tries the queue ends:
 *       the client finds the hole by the ids and asks for what it missed;
 *   <li>late: the queue ends as if it were busy for good, since nobody may wait for one client.
 *       Where nobody at all was reached, it is not the client who is late;
 *   <li>failed: the reason is on our side. It is reported with what stood behind it, so that the
 *       batch is delivered again; whoever hears an event twice drops one.
 * </ul>
 *
 * <p>When the invocation's time is nearly over, what is left counts as failed.
 */
public final class ShardPublisher {
  /** Tries of one message to a connection that is told too much at once. */
  static final int MAX_TRIES = 4;

  /** Between two tries of one message. */
  private static final Backoff.Delays DELAYS = new Backoff.Delays(100, 400);

  private final ConnectionRegistry registry;
  private final Function<Shard, List<String>> audience;
  private final Transport transport;
  private final InstantSource clock;
  private final Supplier<RandomGenerator> jitter;
  private final Pause pause;
  private final ConcurrencyLimiter limiter = new ConcurrencyLimiter();
  private final GoneConnectionReaper.Known knownGone = new GoneConnectionReaper.Known();

  /**
   * @param audience the connections in a shard that are to be told
   * @param pause waits between two tries
   */
  public ShardPublisher(
      ConnectionRegistry registry,
      Function<Shard, List<String>> audience,
      Transport transport,
      InstantSource clock,
      Supplier<RandomGenerator> jitter,
      Pause pause) {
    this.registry = registry;
    this.audience = audience;
    this.transport = transport;
    this.clock = clock;
    this.jitter = jitter;
    this.pause = pause;
  }

  /**
   * An event on its way to a shard.
   *
   * @param index its place in the batch
   */
  public record Parcel(int index, Shard shard, Event event) {}

  private record OutboundMessage(int index, Shard shard, long atMs, String text, int bytes) {}

  /** One posting under way. */
  private record Round(
      Deadline deadline,
      BatchTally tally,
      FirstFailure failures,
      FirstFailure late,
      GoneConnectionReaper departures,
      PublishPacer pace) {}

  /**
   * Posts each connection's events in the order given.
   *
   * @param postsPerSecond what this may post of what the account may; 0 for as fast as it goes
   * @param failures gets the places from which everything has to be delivered again
   * @return how many follow in each shard; a shard that could not be read is a failure
   */
  public Map<Shard, Integer> post(
      List<Parcel> parcels,
      int postsPerSecond,
      Deadline deadline,
      BatchTally tally,
      FirstFailure failures) {
    Map<Shard, List<String>> followers = new LinkedHashMap<>();
    Map<String, List<OutboundMessage>> queues = new LinkedHashMap<>();
    for (Parcel parcel : parcels) {
      try {
        List<String> ids = followers.computeIfAbsent(parcel.shard(), audience);
        OutboundMessage outboundMessage = letter(parcel);
        ids.forEach(
            id -> queues.computeIfAbsent(id, key -> new ArrayList<>()).add(outboundMessage));
      } catch (RuntimeException failure) {
        Log.failure("subscribers_unknown", failure, Map.of("shard", parcel.shard().partition()));
        failures.at(parcel.index());
      }
    }
    Round round =
        new Round(
            deadline,
            tally,
            failures,
            new FirstFailure(),
            new GoneConnectionReaper(registry, knownGone, deadline),
            new PublishPacer(postsPerSecond, clock));
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      queues.forEach((id, queue) -> each.execute(() -> work(id, queue, round)));
    }
    round.departures().finish();
    if (tally.of(Count.POSTS) == 0) {
      round.late().index().ifPresent(failures::at);
    }
    Map<Shard, Integer> sizes = new LinkedHashMap<>();
    followers.forEach((shard, ids) -> sizes.put(shard, ids.size()));
    return sizes;
  }

  private static OutboundMessage letter(Parcel parcel) {
    String text = JsonCodec.write(parcel.event());
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return new OutboundMessage(parcel.index(), parcel.shard(), parcel.event().at(), text, bytes);
  }

  private void work(String connectionId, List<OutboundMessage> queue, Round round) {
    if (round.departures().knows(connectionId)) {
      round.departures().add(connectionId, queue.getFirst().shard());
      return;
    }
    for (int i = 0; i < queue.size(); i++) {
      OutboundMessage outboundMessage = queue.get(i);
      Outcome outcome = patiently(connectionId, outboundMessage, round);
      switch (outcome) {
        case SENT -> {
          round.tally().add(Count.POSTS, 1);
          round.tally().add(Count.BYTES, outboundMessage.bytes());
          round.tally().posted(outboundMessage.index(), clock.millis() - outboundMessage.atMs());
        }
        case GONE -> {
          round.tally().add(Count.GONE, 1);
          round.departures().add(connectionId, outboundMessage.shard());
        }
        case BUSY -> round.tally().add(Count.THROTTLED, 1);
        case REFUSED -> round.tally().add(Count.REFUSED, 1);
        case LATE -> {
          round.tally().add(Count.SLOW, 1);
          earliest(queue, i, round.late());
        }
        case FAILED -> {
          round.tally().add(Count.FAILED, 1);
          earliest(queue, i, round.failures());
        }
      }
      if (outcome != Outcome.SENT) {
        return;
      }
    }
  }

  /** What stands behind a letter was not sent either, and may stand earlier in the batch. */
  private static void earliest(List<OutboundMessage> queue, int from, FirstFailure failures) {
    queue
        .subList(from, queue.size())
        .forEach(outboundMessage -> failures.at(outboundMessage.index()));
  }

  private Outcome patiently(String connectionId, OutboundMessage outboundMessage, Round round) {
    for (int attempt = 1; ; attempt++) {
      long turnMs = round.pace().next();
      if (round.deadline().hasPassedIn(turnMs) || !slept(turnMs)) {
        return Outcome.FAILED;
      }
      Outcome outcome = once(connectionId, outboundMessage, round.deadline());
      long pauseMs = DELAYS.drawMs(attempt, jitter.get());
      if (outcome != Outcome.BUSY
          || attempt == MAX_TRIES
          || round.deadline().hasPassedIn(pauseMs)
          || !slept(pauseMs)) {
        return outcome;
      }
    }
  }

  private Outcome once(String connectionId, OutboundMessage outboundMessage, Deadline deadline) {
    long entered = limiter.enter();
    if (deadline.hasPassed()) { // thousands may have waited for their place
      limiter.giveBack(entered);
      return Outcome.FAILED;
    }
    try {
      return transport.post(connectionId, outboundMessage.text());
    } catch (RuntimeException failure) {
      Log.failure("post_failed", failure, Map.of());
      return Outcome.FAILED;
    } finally {
      limiter.leave(entered);
    }
  }

  private boolean slept(long ms) {
    try {
      pause.forMs(ms);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
