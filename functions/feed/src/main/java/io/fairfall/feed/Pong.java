package io.fairfall.feed;

import io.avaje.jsonb.Json;

/**
 * The answer to a ping: a client that lost the last message before a silence learns of it here.
 *
 * @param type always {@code pong}
 * @param serverTime our clock, in milliseconds since 1970
 */
@Json
record Pong(String type, long serverTime, Positions positions) {
  static final String TYPE = "pong";
}
