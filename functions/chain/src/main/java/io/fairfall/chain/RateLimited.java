package io.fairfall.chain;

import java.io.IOException;

/** A node answered 429: it wants to be asked less often. */
final class RateLimited extends IOException {
  private static final long serialVersionUID = 1;

  RateLimited() {
    super("too many requests");
  }
}
