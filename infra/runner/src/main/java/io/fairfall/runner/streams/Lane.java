package io.fairfall.runner.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One delivery at a time, in order: what Lambda runs per shard and parallelisation factor. */
final class Lane implements Runnable {
  /** Lambda's limit for an event, less what surrounds the records. */
  static final int MAX_BATCH_BYTES = 6_000_000;

  private final LinkedBlockingQueue<BatchDelivery.Item> queue = new LinkedBlockingQueue<>();
  private final BatchDelivery delivery;
  private final int batchSize;
  private final Duration window;

  /**
   * @param window how long a batch may wait to fill, from its first record on
   */
  Lane(BatchDelivery delivery, int batchSize, Duration window) {
    this.delivery = delivery;
    this.batchSize = batchSize;
    this.window = window;
  }

  void add(BatchDelivery.Item item) {
    queue.add(item);
  }

  /** Until it is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        delivery.deliver(batch());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // the runner is stopping
    }
  }

  private List<BatchDelivery.Item> batch() throws InterruptedException {
    List<BatchDelivery.Item> batch = new ArrayList<>(List.of(queue.take()));
    long bytes = batch.getFirst().record().bytes();
    long deadline = System.nanoTime() + window.toNanos();
    while (batch.size() < batchSize) {
      BatchDelivery.Item next = peek(deadline);
      if (next == null || bytes + next.record().bytes() > MAX_BATCH_BYTES) {
        break;
      }
      bytes += next.record().bytes();
      batch.add(queue.take());
    }
    return batch;
  }

  /** The next record without taking it; this lane is the only one that takes. */
  private BatchDelivery.@Nullable Item peek(long deadline) throws InterruptedException {
    BatchDelivery.Item next = queue.peek();
    while (next == null && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(1);
      next = queue.peek();
    }
    return next;
  }
}
