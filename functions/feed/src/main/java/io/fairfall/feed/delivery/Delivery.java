package io.fairfall.feed.delivery;

import io.fairfall.edge.Aws;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Functions;
import io.fairfall.edge.Log;
import io.fairfall.feed.audience.Audience;
import io.fairfall.feed.audience.Connections;
import io.fairfall.feed.audience.Shard;
import io.fairfall.feed.channels.Event;
import io.fairfall.feed.channels.Topic;
import io.fairfall.feed.delivery.BatchTally.Count;
import io.fairfall.journal.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings events to all who follow their topics.
 *
 * <p>The followers of a topic are in shards. A single shard is posted to from here. Where there are
 * several, each gets a worker, all at the same time, and they are waited for: a worker that fails,
 * is throttled or does not answer is a failure of the whole batch from its first event on, so that
 * the stream brings it again. Whoever has heard it drops it.
 */
public final class Delivery {
  /** Longer than a worker may run: who gives up earlier invokes another beside it. */
  private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(16);

  /** Workers at one time: the shards of some 100,000 followers. */
  private static final int MAX_PARALLEL_WORKERS = 128;

  /** What the workers of one event may take of the account together while they post. */
  private static final int PERCENT_AT_ONCE = 80;

  private static final int ALL_PERCENT = 100;

  private final Connections connections;
  private final Posting posting;
  private final Workers workers;
  private final Audience audience;
  private final DeliveryMetrics metrics;
  private final InstantSource clock;
  private final int accountPerSecond;

  /**
   * @param accountPerSecond requests a second that the account may make
   */
  public Delivery(
      Connections connections,
      Posting posting,
      Workers workers,
      Audience audience,
      DeliveryMetrics metrics,
      InstantSource clock,
      int accountPerSecond) {
    this.clock = clock;
    this.accountPerSecond = accountPerSecond;
    this.connections = connections;
    this.posting = posting;
    this.workers = workers;
    this.audience = audience;
    this.metrics = metrics;
  }

  /** What broadcaster and fan-out share: the same followers, the same ways to them. */
  public static Delivery of(Environment environment, InstantSource clock) {
    return new Delivery(
        connections(environment, clock),
        posting(environment, clock),
        Workers.through(
            new Functions(environment, WORKER_TIMEOUT), environment.require("WORKER_FUNCTION")),
        Audience.of(environment, clock),
        new DeliveryMetrics(environment, clock),
        clock,
        Integer.parseInt(environment.require("ACCOUNT_REQUESTS_PER_SECOND")));
  }

  /** What posts, here and in a worker. */
  public static Posting posting(Environment environment, InstantSource clock) {
    Connections connections = connections(environment, clock);
    Followers followers = Followers.of(environment, connections);
    GatewayLine line = GatewayLine.of(environment);
    line.rehearse();
    followers.rehearse();
    return new Posting(
        connections, followers::in, line, clock, ThreadLocalRandom::current, Thread::sleep);
  }

  private static Connections connections(Environment environment, InstantSource clock) {
    return new Connections(
        new Aws(environment).dynamoDb(), environment.require("CONNECTIONS_TABLE"), clock);
  }

  /**
   * An event on its way.
   *
   * @param index the place of its record in the batch
   */
  public record Parcel(int index, Topic topic, Event event) {}

  /** A shard's events for a worker, and their places in the batch. */
  private record Job(Workers.Task task, List<Integer> indexes) {}

  /** The shards of a topic, for the deliveries that follow; empty where nobody knows. */
  Map<Topic, List<Shard>> shards(Topic topic) {
    try {
      return Map.of(topic, connections.shards(topic));
    } catch (StoreUnavailable failure) {
      Log.failure("shards_unknown", failure, Map.of());
      return Map.of();
    }
  }

  /**
   * Delivers events, each connection's in the order given.
   *
   * @return the first place in the batch from which everything has to be delivered again, if any
   */
  public OptionalInt deliver(List<Parcel> parcels, Deadline deadline) {
    return deliver(parcels, Map.of(), deadline);
  }

  /**
   * As above. Nothing to deliver is no batch.
   *
   * @param known shards that were read after the entries were appended; the others are read now
   */
  OptionalInt deliver(List<Parcel> parcels, Map<Topic, List<Shard>> known, Deadline deadline) {
    if (parcels.isEmpty()) {
      return OptionalInt.empty();
    }
    long beganMs = clock.millis();
    FirstFailure failures = new FirstFailure();
    BatchTally tally = new BatchTally();
    List<Posting.Parcel> here = new ArrayList<>();
    List<Job> elsewhere = new ArrayList<>();
    share(parcels, known, here, elsewhere, failures);
    tally.add(Count.BATCHES, 1);
    tally.add(Count.WORKERS, elsewhere.size());
    Map<Topic, AtomicInteger> followers = new LinkedHashMap<>();
    parcels.forEach(parcel -> followers.put(parcel.topic(), new AtomicInteger()));
    Semaphore free = new Semaphore(MAX_PARALLEL_WORKERS);
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Job job : elsewhere) {
        AtomicInteger sum = followers.getOrDefault(job.task().to().topic(), new AtomicInteger());
        each.execute(
            () -> {
              free.acquireUninterruptibly();
              try {
                sum.addAndGet(work(job, deadline, tally, failures));
              } finally {
                free.release();
              }
            });
      }
      posting
          .post(here, 0, deadline, tally, failures)
          .forEach(
              (shard, size) ->
                  followers.computeIfAbsent(shard.topic(), key -> new AtomicInteger()).set(size));
    }
    note(followers, parcels, clock.millis() - beganMs);
    metrics.add(tally);
    return failures.index();
  }

  /** Events of a batch are told one after the other to each follower. */
  private void note(Map<Topic, AtomicInteger> followers, List<Parcel> parcels, long tookMs) {
    followers.forEach(
        (topic, sum) ->
            audience.note(
                topic, new Audience.Seen(sum.get(), tookMs / Math.max(1, parcels.size()))));
  }

  private void share(
      List<Parcel> parcels,
      Map<Topic, List<Shard>> known,
      List<Posting.Parcel> here,
      List<Job> elsewhere,
      FirstFailure failures) {
    Map<Topic, List<Parcel>> byTopic = new LinkedHashMap<>();
    Map<Topic, List<Shard>> shards = new LinkedHashMap<>();
    for (Parcel parcel : parcels) {
      byTopic.computeIfAbsent(parcel.topic(), key -> new ArrayList<>()).add(parcel);
    }
    byTopic.forEach((topic, of) -> look(topic, of, known, shards, failures));
    for (Parcel parcel : parcels) {
      List<Shard> of = shards.getOrDefault(parcel.topic(), List.of());
      if (of.size() == 1) {
        here.add(new Posting.Parcel(parcel.index(), of.getFirst(), parcel.event()));
      }
    }
    shards.forEach(
        (topic, of) -> {
          if (of.size() > 1) {
            List<Parcel> told = byTopic.getOrDefault(topic, List.of());
            int share = Math.max(1, accountPerSecond * PERCENT_AT_ONCE / ALL_PERCENT / of.size());
            of.forEach(shard -> elsewhere.add(job(shard, share, told)));
          }
        });
  }

  private void look(
      Topic topic,
      List<Parcel> parcels,
      Map<Topic, List<Shard>> known,
      Map<Topic, List<Shard>> shards,
      FirstFailure failures) {
    try {
      List<Shard> read = known.get(topic);
      shards.put(topic, read == null ? connections.shards(topic) : read);
    } catch (RuntimeException failure) {
      Log.failure("shards_unknown", failure, Map.of());
      parcels.forEach(parcel -> failures.at(parcel.index()));
    }
  }

  private static Job job(Shard shard, int share, List<Parcel> parcels) {
    return new Job(
        new Workers.Task(
            shard.topic().name(),
            shard.number(),
            share,
            parcels.stream().map(Parcel::event).toList()),
        parcels.stream().map(Parcel::index).toList());
  }

  /** The number of followers that a worker found. */
  private int work(Job job, Deadline deadline, BatchTally tally, FirstFailure failures) {
    Optional<Workers.Result> result;
    try {
      result = workers.post(job.task(), deadline.left().minus(WORKER_TIMEOUT));
    } catch (RuntimeException failure) {
      Log.failure("worker_failed", failure, Map.of("shard", job.task().to().partition()));
      result = Optional.empty();
    }
    if (result.isEmpty()) {
      tally.add(Count.WORKERS_FAILED, 1);
      job.indexes().forEach(failures::at);
      return 0;
    }
    Integer failedFrom = result.get().failedFrom();
    if (failedFrom != null) {
      List<Integer> indexes = job.indexes();
      indexes.subList(failedFrom, indexes.size()).forEach(failures::at);
    }
    return result.get().followers();
  }
}
