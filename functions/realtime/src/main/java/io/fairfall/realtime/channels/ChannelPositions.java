package io.fairfall.realtime.channels;

import io.avaje.jsonb.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody knows each channel: versions of journals, absent for a channel that is not
 * followed or of which nothing is known.
 *
 * @param weeks those of the bet log's weeks, by their channels' names
 */
public record ChannelPositions(
    @Nullable Long game,
    @Nullable InRound rounds,
    @Nullable Long settings,
    @Nullable Long account,
    @Nullable Long deposits,
    Map<String, Long> weeks) {
  public static final ChannelPositions NONE =
      new ChannelPositions(null, null, null, null, null, Map.of());

  /** These positions with those of some weeks, by their channels' names. */
  public ChannelPositions with(Map<String, Long> positions) {
    return new ChannelPositions(game, rounds, settings, account, deposits, positions);
  }

  /** What is known, by the names of channels, as messages have it. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    put(members, Channel.GAME, game);
    put(members, Channel.ROUNDS, rounds);
    put(members, Channel.SETTINGS, settings);
    put(members, Channel.ACCOUNT, account);
    put(members, Channel.DEPOSITS, deposits);
    members.putAll(weeks);
    return members;
  }

  private static void put(Map<String, Object> members, Channel channel, @Nullable Object position) {
    if (position != null) {
      members.put(channel.word(), position);
    }
  }

  /** A place in the journal of a round; ids start at 1 in each. */
  @Json
  public record InRound(String round, long id) {
    public InRound {
      if (round == null) {
        throw new IllegalArgumentException("A position in rounds has a round and an id.");
      }
    }
  }
}
