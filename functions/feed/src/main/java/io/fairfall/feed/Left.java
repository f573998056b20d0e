package io.fairfall.feed;

import io.avaje.jsonb.Json;
import io.fairfall.pools.PoolWeek;
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
record Left(String type, @Nullable String requestId, List<String> channels) {
  private static final int MAX_CHANNELS = 16;

  /** What is to be followed no longer. */
  record Request(@Nullable String requestId, List<String> channels) {}

  static Request read(Members message) {
    Members members = message.only(Set.of("channels"));
    return new Request(members.requestId(), members.texts("channels", MAX_CHANNELS));
  }

  static Left now(
      @Nullable String requestId, Set<Topic> followed, Set<Topic> left, @Nullable String player) {
    List<String> channels = new ArrayList<>();
    Arrays.stream(Channel.values())
        .filter(channel -> !channel.isPrivate() || player != null)
        .filter(channel -> followed.contains(Permission.topic(channel, player)))
        .filter(channel -> !left.contains(Permission.topic(channel, player)))
        .map(Channel::word)
        .forEach(channels::add);
    WeekChannels.among(followed).stream()
        .filter(week -> !left.contains(WeekChannels.topic(week)))
        .map(PoolWeek::journal)
        .sorted()
        .forEach(channels::add);
    return new Left("unsubscribed", requestId, channels);
  }
}
