package io.fairfall.local.streams;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Polls one table's stream and hands every record to all mappings of that table. */
final class StreamReader implements Runnable {
  /** While records flow, and a moment longer: one write tends to follow another. */
  private static final Duration BUSY_PAUSE = Duration.ofMillis(20);

  private static final Duration BUSY_FOR = Duration.ofSeconds(2);
  private static final Duration IDLE_PAUSE = Duration.ofMillis(100);
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

  /** Above it reading waits: a stuck function must not fill the memory. */
  private static final int MAX_BACKLOG_RECORDS = 50_000;

  private static final System.Logger LOG = System.getLogger(StreamReader.class.getName());

  private final ShardWalk walk;
  private final RecordJson json;
  private final List<Subscription> subscriptions;
  private final InstantSource clock;

  StreamReader(
      DynamoDbStreamsClient streams,
      String streamArn,
      RecordJson json,
      List<Subscription> subscriptions,
      InstantSource clock) {
    this.walk = new ShardWalk(streams, streamArn, start(subscriptions));
    this.json = json;
    this.subscriptions = List.copyOf(subscriptions);
    this.clock = clock;
  }

  /** Until it is interrupted. */
  @Override
  public void run() {
    long busyUntil = System.nanoTime();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          if (read()) {
            busyUntil = System.nanoTime() + BUSY_FOR.toNanos();
          }
          Thread.sleep(System.nanoTime() < busyUntil ? BUSY_PAUSE : IDLE_PAUSE);
        } catch (SdkException failure) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          LOG.log(System.Logger.Level.WARNING, "A stream cannot be read: {0}", failure.toString());
          Thread.sleep(FAILURE_PAUSE);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // the runner is stopping
    }
  }

  private boolean read() throws InterruptedException {
    boolean any = false;
    List<Record> page = walk.next();
    while (!page.isEmpty()) {
      any = true;
      for (Record source : page) {
        StreamRecord record = json.read(source, walk.shardId(), clock.instant());
        subscriptions.forEach(subscription -> subscription.accept(record));
      }
      while (subscriptions.stream().anyMatch(one -> one.backlog() > MAX_BACKLOG_RECORDS)) {
        Thread.sleep(IDLE_PAUSE);
      }
      page = walk.next();
    }
    subscriptions.forEach(Subscription::caughtUp);
    return any;
  }

  /** Where the mapping that is furthest behind goes on; the others drop what they have had. */
  private static Optional<String> start(List<Subscription> subscriptions) {
    return subscriptions.stream().allMatch(one -> one.resumed().isPresent())
        ? subscriptions.stream()
            .flatMap(one -> one.resumed().stream())
            .min((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)))
        : Optional.empty();
  }
}
