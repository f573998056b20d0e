package io.fairfall.realtime.channels;

import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may follow what: the one place where it is decided, from the channel's name, which a client
 * sends, and from the player's, which only the authoriser can say.
 *
 * <p>Public channels are for everybody, {@code account} and {@code deposits} are for whoever is
 * signed in and are always their own. A name with a colon is a journal of some group, and only its
 * members learn whether there is such a group: to everybody else it does not exist. {@code
 * WeekChannels} knows the members.
 */
public final class Permission {
  private static final String NONE =
      "channels must name one or more of \"game\", \"rounds\", \"settings\", \"account\" and"
          + " \"deposits\".";

  private Permission() {}

  /**
   * The channels that somebody may follow; one that they may not refuses all.
   *
   * @param names without weeks, which {@code WeekChannels} judges
   * @throws ProblemException also where there are none
   */
  public static Set<Channel> channels(Collection<String> names, @Nullable String player) {
    Set<Channel> channels = new LinkedHashSet<>();
    for (String name : names) {
      channels.add(channel(name, player));
    }
    if (channels.isEmpty()) {
      throw ProblemException.invalid(NONE);
    }
    return channels;
  }

  /** The topics of channels that somebody leaves: whoever has left a pool still may. */
  public static Set<Topic> topics(Collection<String> names, @Nullable String player) {
    Set<Topic> topics = new LinkedHashSet<>();
    for (String name : names) {
      topics.add(
          WeekTopics.isName(name)
              ? WeekTopics.topic(PoolWeek.of(name).orElseThrow(WeekTopics::notYours))
              : topic(channel(name, player), player));
    }
    if (topics.isEmpty()) {
      throw ProblemException.invalid(NONE);
    }
    return topics;
  }

  private static Channel channel(String name, @Nullable String player) {
    if (name.indexOf(':') > 0) {
      throw WeekTopics.notYours();
    }
    Channel channel = Channel.named(name).orElseThrow(() -> ProblemException.invalid(NONE));
    if (channel.isPrivate() && player == null) {
      throw Problem.of(CommonCode.UNAUTHENTICATED, "Connect with a ticket to follow an account.")
          .refusal();
    }
    return channel;
  }

  /** What a connection that follows a channel is subscribed to. */
  public static Topic topic(Channel channel, @Nullable String player) {
    return switch (channel) {
      case GAME -> Topic.GAME;
      case ROUNDS -> Topic.ROUNDS;
      case SETTINGS -> Topic.SETTINGS;
      case ACCOUNT -> Topic.account(signedIn(player));
      case DEPOSITS -> Topic.deposits(signedIn(player));
    };
  }

  private static String signedIn(@Nullable String player) {
    if (player == null) {
      throw new IllegalStateException("a spectator has no account");
    }
    return player;
  }
}
