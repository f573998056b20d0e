package io.fairfall.feed;

import io.avaje.jsonb.Json;
import io.fairfall.edge.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says first, and again whenever it misses something.
 *
 * @param channels what it wants to follow; that it may follow its own account only is not said here
 * @param positions how far it knows them
 * @param epoch the epoch that it knows them in, if it was told one
 */
@Json
record Hello(
    @Nullable List<@Nullable String> channels,
    @Nullable Positions positions,
    @Nullable String epoch) {
  private static final String CHANNELS =
      "channels must name one or more of \"game\", \"rounds\", \"settings\" and \"account\".";

  /** The channels that are asked for; a name that is none is refused. */
  Set<Channel> wanted() {
    Set<Channel> wanted = EnumSet.noneOf(Channel.class);
    for (String word : Objects.requireNonNullElse(channels, List.<@Nullable String>of())) {
      wanted.add(
          Channel.named(word == null ? "" : word).orElseThrow(() -> Refusal.invalid(CHANNELS)));
    }
    if (wanted.isEmpty()) {
      throw Refusal.invalid(CHANNELS);
    }
    return wanted;
  }

  /** What the client knows, which is nothing if it knows another epoch. */
  Positions known(@Nullable String currentEpoch) {
    boolean counts = positions != null && (epoch == null || epoch.equals(currentEpoch));
    return counts ? Objects.requireNonNull(positions) : Positions.NONE;
  }
}
