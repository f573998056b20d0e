package io.fairfall.runner.schedule;

import io.fairfall.runner.problem.CannotStartException;
import io.fairfall.runner.template.ScheduleSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * All schedules of the template, ticking. A tick is handed to the function's queue of asynchronous
 * events and not waited for, so it may overlap the one before, as on AWS. What the function makes
 * of it is the queue's business; a schedule's retry policy is about a queue that refuses the event.
 */
public final class Schedules implements AutoCloseable {
  /** On AWS a schedule waits one period first. On one machine nobody wants to look at nothing. */
  private static final Duration FIRST_TICK_AFTER = Duration.ZERO;

  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
  private static final System.Logger LOG = System.getLogger(Schedules.class.getName());

  private final Target target;
  private final InstantSource clock;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  /** Takes asynchronous events, as Lambda's queues do. */
  public interface Target {
    /**
     * @return false when it has no room and the event should be offered again
     */
    boolean offer(String functionLogicalId, byte[] event);
  }

  private Schedules(Target target, InstantSource clock) {
    this.target = target;
    this.clock = clock;
  }

  /**
   * Starts ticking.
   *
   * @throws CannotStartException for an expression that is not understood
   */
  public static Schedules start(List<ScheduleSpec> schedules, Target target, InstantSource clock) {
    Map<ScheduleSpec, Duration> periods = new LinkedHashMap<>();
    schedules.forEach(one -> periods.put(one, Rate.of(one.id(), one.expression())));
    Schedules running = new Schedules(target, clock);
    periods.forEach(running::begin);
    return running;
  }

  @Override
  public void close() {
    work.shutdownNow();
  }

  private void begin(ScheduleSpec schedule, Duration period) {
    work.execute(
        () -> {
          try {
            Thread.sleep(FIRST_TICK_AFTER);
            long next = System.nanoTime();
            while (true) {
              byte[] event = SchedulerEvent.of(schedule, clock.instant());
              work.execute(() -> deliver(schedule, event));
              next += period.toNanos();
              TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt(); // the runner is stopping
          }
        });
  }

  private void deliver(ScheduleSpec schedule, byte[] event) {
    long oldest = System.nanoTime() + Duration.ofSeconds(schedule.maxEventAgeSeconds()).toNanos();
    int retries = 0;
    try {
      while (!target.offer(schedule.functionLogicalId(), event)) {
        if (retries++ == schedule.maxRetries() || System.nanoTime() >= oldest) {
          LOG.log(System.Logger.Level.WARNING, "A tick of {0} was given up.", schedule.id());
          return;
        }
        Thread.sleep(RETRY_PAUSE);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // the runner is stopping
    }
  }
}
