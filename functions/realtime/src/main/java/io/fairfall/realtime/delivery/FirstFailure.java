package io.fairfall.realtime.delivery;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** The earliest of all failures, wherever they are found. */
public final class FirstFailure {
  private static final int NONE = Integer.MAX_VALUE;

  private final AtomicInteger first = new AtomicInteger(NONE);

  void at(int index) {
    first.accumulateAndGet(index, Math::min);
  }

  public OptionalInt index() {
    return first.get() == NONE ? OptionalInt.empty() : OptionalInt.of(first.get());
  }
}
