package io.fairfall.cli.migrate;

import io.fairfall.resilience.Backoff;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks again for what is unknown, a few times, with longer and longer pauses. That is safe at any
 * time: an opening has one effect, and the second answer says whether the first try had it.
 */
final class RetryingOpeningClient implements OpeningClient {
  static final int MAX_TRIES = 7;

  private static final long MAX_PAUSE_MS = 8_000;

  private final OpeningClient client;
  private final CountDownLatch stop;
  private final Backoff.Delays delays;

  /**
   * @param stop once it is open, nothing is asked again
   */
  RetryingOpeningClient(OpeningClient client, CountDownLatch stop, long firstPauseMs) {
    this.client = client;
    this.stop = stop;
    this.delays = new Backoff.Delays(firstPauseMs, MAX_PAUSE_MS);
  }

  @Override
  public List<OpeningOutcome> open(List<Row.Opening> openings) {
    List<OpeningOutcome> outcomes = new ArrayList<>(client.open(openings));
    for (int attempt = 1; attempt < MAX_TRIES; attempt++) {
      List<Integer> open = unknown(outcomes);
      if (open.isEmpty() || isStoppedWithin(attempt)) {
        return outcomes;
      }
      List<OpeningOutcome> again = client.open(open.stream().map(openings::get).toList());
      for (int i = 0; i < open.size(); i++) {
        outcomes.set(open.get(i), again.get(i));
      }
    }
    return outcomes;
  }

  private static List<Integer> unknown(List<OpeningOutcome> outcomes) {
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof OpeningOutcome.Unknown) {
        unknown.add(i);
      }
    }
    return unknown;
  }

  /** Waits before another try; whether it was told to stop meanwhile. */
  private boolean isStoppedWithin(int attempt) {
    long pauseMs = delays.drawMs(attempt, ThreadLocalRandom.current());
    try {
      return stop.await(pauseMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
