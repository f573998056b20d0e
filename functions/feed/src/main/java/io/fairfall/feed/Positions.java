package io.fairfall.feed;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody knows each channel: versions of journals, absent for a channel that is not
 * followed or of which nothing is known.
 */
@Json
record Positions(
    @Nullable Long game,
    @Nullable InRound rounds,
    @Nullable Long settings,
    @Nullable Long account) {
  static final Positions NONE = new Positions(null, null, null, null);

  /** A place in the journal of a round; ids start at 1 in each. */
  @Json
  record InRound(String round, long id) {
    InRound {
      if (round == null) {
        throw new IllegalArgumentException("A position in rounds has a round and an id.");
      }
    }
  }
}
