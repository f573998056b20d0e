package io.fairfall.realtime.delivery;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import io.fairfall.platform.Log;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.delivery.BatchTally.Count;
import io.fairfall.realtime.subscriptions.AudienceSizeHint;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.Shard;
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
public final class FanoutDispatcher {
  /** Longer than a worker may run: who gives up earlier invokes another beside it. */
  private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(16);

  /** Workers at one time: the shards of some 100,000 followers. */
  private static final int MAX_PARALLEL_WORKERS = 128;

  /** What the workers of one event may take of the account together while they post. */
  private static final int PERCENT_AT_ONCE = 80;

  private static final int ALL_PERCENT = 100;

  private final ConnectionRegistry registry;
  private final ShardPublisher publisher;
  private final FanoutWorkers workers;
  private final AudienceSizeHint hint;
  private final DeliveryMetrics metrics;
  private final InstantSource clock;
  private final int accountPerSecond;

  /**
   * @param accountPerSecond requests a second that the account may make
   */
  public FanoutDispatcher(
      ConnectionRegistry registry,
      ShardPublisher publisher,
      FanoutWorkers workers,
      AudienceSizeHint hint,
      DeliveryMetrics metrics,
      InstantSource clock,
      int accountPerSecond) {
    this.clock = clock;
    this.accountPerSecond = accountPerSecond;
    this.registry = registry;
    this.publisher = publisher;
    this.workers = workers;
    this.hint = hint;
    this.metrics = metrics;
  }

  /** What broadcaster and fan-out share: the same followers, the same ways to them. */
  public static FanoutDispatcher of(Environment environment, InstantSource clock) {
    return new FanoutDispatcher(
        connections(environment, clock),
        posting(environment, clock),
        FanoutWorkers.through(
            new LambdaInvoker(environment, WORKER_TIMEOUT), environment.require("WORKER_FUNCTION")),
        AudienceSizeHint.of(environment, clock),
        new DeliveryMetrics(environment, clock),
        clock,
        Integer.parseInt(environment.require("ACCOUNT_REQUESTS_PER_SECOND")));
  }

  /** What posts, here and in a worker. */
  public static ShardPublisher posting(Environment environment, InstantSource clock) {
    ConnectionRegistry registry = connections(environment, clock);
    SubscriberLookup lookup = SubscriberLookup.of(environment, registry);
    ApiGatewayTransport line = ApiGatewayTransport.of(environment);
    line.rehearse();
    lookup.rehearse();
    return new ShardPublisher(
        registry, lookup::in, line, clock, ThreadLocalRandom::current, Thread::sleep);
  }

  private static ConnectionRegistry connections(Environment environment, InstantSource clock) {
    return new ConnectionRegistry(
        new AwsClients(environment).dynamoDb(), environment.require("CONNECTIONS_TABLE"), clock);
  }

  /**
   * An event on its way.
   *
   * @param index the place of its record in the batch
   */
  public record Envelope(int index, Topic topic, Event event) {}

  /** A shard's events for a worker, and their places in the batch. */
  private record Job(FanoutWorkers.Task task, List<Integer> indexes) {}

  /** The shards of a topic, for the deliveries that follow; empty where nobody knows. */
  Map<Topic, List<Shard>> shards(Topic topic) {
    try {
      return Map.of(topic, registry.shards(topic));
    } catch (StoreUnavailableException failure) {
      Log.failure("shards_unknown", failure, Map.of());
      return Map.of();
    }
  }

  /**
   * Delivers events, each connection's in the order given.
   *
   * @return the first place in the batch from which everything has to be delivered again, if any
   */
  public OptionalInt deliver(List<Envelope> parcels, Deadline deadline) {
    return deliver(parcels, Map.of(), deadline);
  }

  /**
   * As above. Nothing to deliver is no batch.
   *
   * @param known shards that were read after the entries were appended; the others are read now
   */
  OptionalInt deliver(List<Envelope> parcels, Map<Topic, List<Shard>> known, Deadline deadline) {
    if (parcels.isEmpty()) {
      return OptionalInt.empty();
    }
    long beganMs = clock.millis();
    FirstFailure failures = new FirstFailure();
    BatchTally tally = new BatchTally();
    List<ShardPublisher.Parcel> here = new ArrayList<>();
    List<Job> elsewhere = new ArrayList<>();
    share(parcels, known, here, elsewhere, failures);
    tally.add(Count.BATCHES, 1);
    tally.add(Count.WORKERS, elsewhere.size());
    Map<Topic, AtomicInteger> followers = new LinkedHashMap<>();
    parcels.forEach(envelope -> followers.put(envelope.topic(), new AtomicInteger()));
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
      publisher
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
  private void note(Map<Topic, AtomicInteger> followers, List<Envelope> parcels, long tookMs) {
    followers.forEach(
        (topic, sum) ->
            hint.note(
                topic, new AudienceSizeHint.Seen(sum.get(), tookMs / Math.max(1, parcels.size()))));
  }

  private void share(
      List<Envelope> parcels,
      Map<Topic, List<Shard>> known,
      List<ShardPublisher.Parcel> here,
      List<Job> elsewhere,
      FirstFailure failures) {
    Map<Topic, List<Envelope>> byTopic = new LinkedHashMap<>();
    Map<Topic, List<Shard>> shards = new LinkedHashMap<>();
    for (Envelope envelope : parcels) {
      byTopic.computeIfAbsent(envelope.topic(), key -> new ArrayList<>()).add(envelope);
    }
    byTopic.forEach((topic, of) -> look(topic, of, known, shards, failures));
    for (Envelope envelope : parcels) {
      List<Shard> of = shards.getOrDefault(envelope.topic(), List.of());
      if (of.size() == 1) {
        here.add(new ShardPublisher.Parcel(envelope.index(), of.getFirst(), envelope.event()));
      }
    }
    shards.forEach(
        (topic, of) -> {
          if (of.size() > 1) {
            List<Envelope> told = byTopic.getOrDefault(topic, List.of());
            int share = Math.max(1, accountPerSecond * PERCENT_AT_ONCE / ALL_PERCENT / of.size());
            of.forEach(shard -> elsewhere.add(job(shard, share, told)));
          }
        });
  }

  private void look(
      Topic topic,
      List<Envelope> parcels,
      Map<Topic, List<Shard>> known,
      Map<Topic, List<Shard>> shards,
      FirstFailure failures) {
    try {
      List<Shard> read = known.get(topic);
      shards.put(topic, read == null ? registry.shards(topic) : read);
    } catch (RuntimeException failure) {
      Log.failure("shards_unknown", failure, Map.of());
      parcels.forEach(envelope -> failures.at(envelope.index()));
    }
  }

  private static Job job(Shard shard, int share, List<Envelope> parcels) {
    return new Job(
        new FanoutWorkers.Task(
            shard.topic().name(),
            shard.number(),
            share,
            parcels.stream().map(Envelope::event).toList()),
        parcels.stream().map(Envelope::index).toList());
  }

  /** The number of followers that a worker found. */
  private int work(Job job, Deadline deadline, BatchTally tally, FirstFailure failures) {
    Optional<FanoutWorkers.Result> result;
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
