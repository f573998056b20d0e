package io.fairfall.runner.streams;

import io.fairfall.runner.problem.CannotStartException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads one table's stream, at once when it is woken and every now and then besides, and hands
 * every record to all mappings of that table.
 */
final class StreamReader implements Runnable {
  /** Between two reads, so that many writes in a row cost few of them. */
  private static final Duration BUSY_PAUSE = Duration.ofMillis(20);

  /** Reading goes on without a wake-up too: a write may come from elsewhere. */
  private static final Duration IDLE_PAUSE = Duration.ofMillis(500);

  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

  /** Above it reading waits: a stuck function must not fill the memory. */
  private static final int MAX_BACKLOG_RECORDS = 50_000;

  private static final System.Logger LOG = System.getLogger(StreamReader.class.getName());

  private final ShardWalk walk;
  private final RecordJson json;
  private final List<Subscription> subscriptions;
  private final InstantSource clock;
  private final Semaphore wakeUps = new Semaphore(0);

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

  /** Something was written, perhaps to this table. */
  void wake() {
    wakeUps.release();
  }

  /**
   * Reads to the end of the stream before the start returns, where a mapping begins at LATEST: what
   * is written from then on is for it.
   */
  void passWhatIsOld() {
    if (subscriptions.stream().anyMatch(Subscription::isSkipping)) {
      try {
        read();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CannotStartException("The start was interrupted.", e);
      }
    }
  }

  /** Until it is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          if (wakeUps.tryAcquire(IDLE_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits(); // one read sees all that was written before it
          }
          read();
          Thread.sleep(BUSY_PAUSE);
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

  private void read() throws InterruptedException {
    List<Record> page;
    do {
      page = walk.next();
      for (Record source : page) {
        StreamRecord record = json.read(source, walk.shardId(), clock.instant());
        subscriptions.forEach(subscription -> subscription.accept(record));
      }
      while (subscriptions.stream().anyMatch(one -> one.backlog() > MAX_BACKLOG_RECORDS)) {
        Thread.sleep(IDLE_PAUSE);
      }
    } while (page.size() == ShardWalk.MAX_RECORDS_PER_READ);
    subscriptions.forEach(Subscription::caughtUp);
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
