package io.fairfall.feed.words;

import io.avaje.jsonb.Json;
import io.fairfall.feed.channels.Channel;
import io.fairfall.feed.channels.Permission;
import io.fairfall.feed.channels.Topic;
import io.fairfall.feed.channels.Weeks;
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
public record Left(String type, @Nullable String requestId, List<String> channels) {
  private static final int MAX_CHANNELS = 16;

  /** What is to be followed no longer. */
  public record Request(@Nullable String requestId, List<String> channels) {}

  public static Request read(Members message) {
    Members members = message.only(Set.of("channels"));
    return new Request(members.requestId(), members.texts("channels", MAX_CHANNELS));
  }

  public static Left now(
      @Nullable String requestId, Set<Topic> followed, Set<Topic> left, @Nullable String player) {
    List<String> channels = new ArrayList<>();
    Arrays.stream(Channel.values())
        .filter(channel -> !channel.isPrivate() || player != null)
        .filter(channel -> followed.contains(Permission.topic(channel, player)))
        .filter(channel -> !left.contains(Permission.topic(channel, player)))
        .map(Channel::word)
        .forEach(channels::add);
    Weeks.among(followed).stream()
        .filter(week -> !left.contains(Weeks.topic(week)))
        .map(PoolWeek::journal)
        .sorted()
        .forEach(channels::add);
    return new Left("unsubscribed", requestId, channels);
  }
}
