package io.fairfall.realtime.protocol;

import io.avaje.jsonb.Json;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.realtime.channels.Channel;
import io.fairfall.realtime.channels.Permission;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.channels.WeekTopics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an unsubscribe.
 *
 * @param type always {@code unsubscribed}
 * @param requestId the message's, if it had one
 * @param channels what the connection still follows
 */
@Json
public record Unsubscribed(String type, @Nullable String requestId, List<String> channels) {
  private static final int MAX_CHANNELS = 16;

  /** What is to be followed no longer. */
  public record Request(@Nullable String requestId, List<String> channels) {}

  public static Request read(ClientMessage message) {
    ClientMessage clientMessage = message.only(Set.of("channels"));
    return new Request(clientMessage.requestId(), clientMessage.texts("channels", MAX_CHANNELS));
  }

  public static Unsubscribed now(
      @Nullable String requestId, Set<Topic> followed, Set<Topic> left, @Nullable String player) {
    List<String> channels = new ArrayList<>();
    Arrays.stream(Channel.values())
        .filter(channel -> !channel.isPrivate() || player != null)
        .filter(channel -> followed.contains(Permission.topic(channel, player)))
        .filter(channel -> !left.contains(Permission.topic(channel, player)))
        .map(Channel::word)
        .forEach(channels::add);
    WeekTopics.among(followed).stream()
        .filter(week -> !left.contains(WeekTopics.topic(week)))
        .map(PoolWeek::journal)
        .sorted()
        .forEach(channels::add);
    return new Unsubscribed("unsubscribed", requestId, channels);
  }
}
