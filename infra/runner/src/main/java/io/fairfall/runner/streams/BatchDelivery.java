package io.fairfall.runner.streams;

import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.template.StreamSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Delivers one batch until every record of it was processed or given up.
 *
 * <p>A thrown batch is halved where the mapping bisects, which costs no retry; single records and
 * unhalved batches are tried {@code MaximumRetryAttempts} times more. A function that reports where
 * it failed keeps what came before, and the rest is a batch of its own. Throttling counts as no
 * attempt. Records that have become too old are given up before the next attempt.
 */
final class BatchDelivery {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MAX_DOUBLINGS = 10;
  private static final System.Logger LOG = System.getLogger(BatchDelivery.class.getName());

  private final StreamSpec mapping;
  private final String streamArn;
  private final Invoker invoker;
  private final GivenUp givenUp;
  private final InstantSource clock;

  BatchDelivery(
      StreamSpec mapping, String streamArn, Invoker invoker, GivenUp givenUp, InstantSource clock) {
    this.mapping = mapping;
    this.streamArn = streamArn;
    this.invoker = invoker;
    this.givenUp = givenUp;
    this.clock = clock;
  }

  /** A record on its way, with its place in the mapping's progress. */
  record Item(StreamRecord record, StreamProgress.Ticket ticket) {}

  /**
   * @param failures how often its first record failed in a batch that was not halved
   */
  private record Batch(List<Item> items, int failures) {
    List<StreamRecord> records() {
      return items.stream().map(Item::record).toList();
    }

    Batch from(int index) {
      return new Batch(items.subList(index, items.size()), index == 0 ? failures : 0);
    }

    Batch to(int index) {
      return new Batch(items.subList(0, index), failures);
    }
  }

  void deliver(List<Item> items) throws InterruptedException {
    Deque<Batch> work = new ArrayDeque<>(List.of(new Batch(List.copyOf(items), 0)));
    while (!work.isEmpty()) {
      Batch batch = young(work.pop());
      if (!batch.items().isEmpty()) {
        attempt(batch, work);
      }
    }
  }

  private void attempt(Batch batch, Deque<Batch> work) throws InterruptedException {
    try {
      byte[] answer = invoker.invoke(mapping.functionLogicalId(), event(batch));
      BatchAnswer outcome =
          mapping.reportsItemFailures()
              ? BatchAnswer.read(answer, batch.records())
              : new BatchAnswer.Done();
      switch (outcome) {
        case BatchAnswer.Done() -> finish(batch);
        case BatchAnswer.FailedFrom(int index) -> {
          finish(batch.to(index));
          retry(batch.from(index), work);
        }
        case BatchAnswer.Malformed() -> {
          LOG.log(System.Logger.Level.WARNING, "{0} answered malformed failures", mapping.id());
          halveOrRetry(batch, work);
        }
      }
    } catch (FunctionFailureException failure) {
      if (failure.throttled()) {
        Thread.sleep(FIRST_PAUSE);
        work.push(batch);
        return;
      }
      LOG.log(System.Logger.Level.WARNING, "{0} failed: {1}", mapping.id(), failure.getMessage());
      halveOrRetry(batch, work);
    }
  }

  private void halveOrRetry(Batch batch, Deque<Batch> work) throws InterruptedException {
    int size = batch.items().size();
    if (!mapping.bisect() || size == 1) {
      retry(batch, work);
      return;
    }
    work.push(new Batch(batch.items().subList(size / 2, size), batch.failures()));
    work.push(batch.to(size / 2));
  }

  private void retry(Batch batch, Deque<Batch> work) throws InterruptedException {
    int failures = batch.failures() + 1;
    if (mapping.maxRetries() >= 0 && failures > mapping.maxRetries()) {
      giveUp(GivenUp.Condition.RETRY_ATTEMPTS_EXHAUSTED, batch, failures);
      return;
    }
    Thread.sleep(pause(failures));
    work.push(new Batch(batch.items(), failures));
  }

  /** The batch without its records that are too old: they are at its beginning. */
  private Batch young(Batch batch) {
    if (mapping.maxRecordAgeSeconds() < 0) {
      return batch;
    }
    var oldest = clock.instant().minusSeconds(mapping.maxRecordAgeSeconds());
    int old = 0;
    while (old < batch.items().size()
        && batch.items().get(old).record().createdBy().isBefore(oldest)) {
      old++;
    }
    if (old > 0) {
      giveUp(GivenUp.Condition.RECORD_AGE_EXCEEDED, batch.to(old), batch.failures());
    }
    return batch.from(old);
  }

  private void giveUp(GivenUp.Condition condition, Batch batch, int invocations) {
    givenUp.add(mapping, streamArn, condition, batch.records(), invocations);
    finish(batch);
  }

  private static void finish(Batch batch) {
    batch.items().forEach(item -> item.ticket().finish());
  }

  private static byte[] event(Batch batch) {
    return batch.items().stream()
        .map(item -> item.record().json().toString())
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
