package io.fairfall.realtime.protocol;

import io.avaje.jsonb.Json;
import io.fairfall.realtime.channels.ChannelPositions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a ping: a client that lost the last message before a silence learns of it here.
 *
 * @param type always {@code pong}
 * @param requestId the ping's, if it had one
 * @param serverTime our clock, in milliseconds since 1970
 * @param positions see {@link ChannelPositions#members}
 */
@Json
public record Pong(
    String type, @Nullable String requestId, long serverTime, Map<String, Object> positions) {
  public static final String TYPE = "pong";
}
