package io.fairfall.ethereumrpc;

import java.io.IOException;

/** A node answered 429: it wants to be asked less often. */
final class RateLimitedException extends IOException {
  private static final long serialVersionUID = 1;

  private final long retryAfterMs;

  /**
   * @param retryAfterMs what the node asked for, in milliseconds; 0 where it did not say
   */
  RateLimitedException(long retryAfterMs) {
    super("too many requests");
    this.retryAfterMs = retryAfterMs;
  }

  long retryAfterMs() {
    return retryAfterMs;
  }
}
