package io.fairfall.crashapi;

import java.util.Optional;

/** A cashout that failed on the way, so that nobody knows yet whether it happened. */
final class UnknownCashoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RuntimeException failure;
  private final transient Optional<String> stamp;

  /**
   * A failed cashout. It stands in the log where the failure would have stood, without the stamp.
   *
   * @param stamp its signed stamp, where it could be signed
   */
  UnknownCashoutException(RuntimeException failure, Optional<String> stamp) {
    super(failure.toString(), failure.getCause());
    this.failure = failure;
    this.stamp = stamp;
    setStackTrace(failure.getStackTrace());
  }

  RuntimeException failure() {
    return failure;
  }

  Optional<String> stamp() {
    return stamp;
  }
}
