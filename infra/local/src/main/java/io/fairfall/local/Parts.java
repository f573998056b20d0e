package io.fairfall.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, to be stopped in the opposite order, whatever fails on the way. */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
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
