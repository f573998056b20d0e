package io.fairfall.runner;

import io.fairfall.runner.problem.CannotStartException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, to be stopped in the opposite order, whatever fails on the way. */
final class StartedParts implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closed;

  /**
   * Takes a part that has been started.
   *
   * @throws CannotStartException when all parts were stopped meanwhile, and this one with them
   */
  synchronized <T extends AutoCloseable> T add(T part) {
    started.push(part);
    if (closed) {
      stopAll();
      throw new CannotStartException("Stopped before everything had started.");
    }
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    stopAll();
  }

  private void stopAll() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) { // the others must stop all the same
        System.err.println(part.getClass().getSimpleName() + " did not stop cleanly: " + e);
      }
    }
  }
}
