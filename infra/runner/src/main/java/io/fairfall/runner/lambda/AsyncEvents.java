package io.fairfall.runner.lambda;

import io.fairfall.runner.template.FunctionSpec;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Asynchronous invocations, as Lambda's event queue delivers them: a throttled event is tried again
 * until it is too old, a failed one as often as the function's EventInvokeConfig says.
 */
public final class AsyncEvents implements AutoCloseable {
  private static final int MAX_QUEUED_EVENTS = 10_000;
  private static final Duration THROTTLED_PAUSE = Duration.ofSeconds(1);

  /** Lambda waits a minute before the first retry and two before the second. */
  private static final Duration RETRY_PAUSE = Duration.ofMinutes(1);

  private final Invoker invoker;
  private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(MAX_QUEUED_EVENTS);

  public AsyncEvents(Invoker invoker) {
    this.invoker = invoker;
  }

  /**
   * Takes an event and delivers it soon.
   *
   * @return false when the queue is full
   */
  public boolean offer(FunctionSpec function, byte[] event) {
    if (!room.tryAcquire()) {
      return false;
    }
    deliveries.execute(
        () -> {
          try {
            deliver(function, event);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the runner is stopping
          } finally {
            room.release();
          }
        });
    return true;
  }

  @Override
  public void close() {
    deliveries.shutdownNow();
  }

  private void deliver(FunctionSpec function, byte[] event) throws InterruptedException {
    long oldest = System.nanoTime() + Duration.ofSeconds(function.maxEventAgeSeconds()).toNanos();
    int failures = 0;
    while (System.nanoTime() < oldest) {
      try {
        invoker.invoke(function.logicalId(), event);
        return;
      } catch (FunctionFailureException failure) {
        if (failure.throttled()) {
          Thread.sleep(THROTTLED_PAUSE);
        } else if (++failures > function.retries()) {
          return;
        } else {
          Thread.sleep(RETRY_PAUSE.multipliedBy(failures));
        }
      }
    }
  }
}
