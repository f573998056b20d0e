package io.fairfall.betlog;

import io.fairfall.betlog.bets.TextHash;

/** What was asked, in a few characters: a retry asks the same, byte for byte. */
final class RequestHash {
  private static final int BYTES = 12;

  private RequestHash() {}

  static String hash(String... parts) {
    return TextHash.of(BYTES, parts);
  }
}
