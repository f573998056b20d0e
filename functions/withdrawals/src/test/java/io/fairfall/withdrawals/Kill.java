package io.fairfall.withdrawals;

import io.fairfall.journal.StoreUnavailableException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Ends a sender after so many calls to the store and to the node together: the last of them is
 * carried out, and its answer is lost; none is after it.
 */
final class Kill {
  private final AtomicInteger left;

  Kill(int calls) {
    this.left = new AtomicInteger(calls);
  }

  /** The sender is gone. */
  static final class KilledError extends Error {
    private static final long serialVersionUID = 1;
  }

  /** A call to the node. */
  <T> T calling(Supplier<T> call) {
    if (left.decrementAndGet() < 0) {
      throw new KilledError();
    }
    T answer = call.get();
    if (killed()) {
      throw new KilledError();
    }
    return answer;
  }

  /** A call to the store. */
  <T> T storing(Supplier<T> call) {
    try {
      return calling(call);
    } catch (KilledError killed) {
      throw new StoreUnavailableException("killed", killed);
    }
  }

  boolean killed() {
    return left.get() <= 0;
  }
}
