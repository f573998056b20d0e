package io.fairfall.feed;

import io.fairfall.edge.Environment;
import io.fairfall.feed.Acknowledgement.Reconnect;
import org.jspecify.annotations.Nullable;

/** How patient lost clients are asked to be, which the template's parameters say. */
final class Patience {
  /** What clients do when nobody asks them for more. */
  static final Reconnect THEIR_OWN = new Reconnect(1_000, 30_000);

  private Patience() {}

  /** What to ask of them; null if it is what they do by themselves. */
  static @Nullable Reconnect in(Environment environment) {
    Reconnect wanted =
        new Reconnect(
            environment.find("RECONNECT_FLOOR_MS").map(Long::valueOf).orElse(THEIR_OWN.floorMs()),
            environment
                .find("RECONNECT_CEILING_MS")
                .map(Long::valueOf)
                .orElse(THEIR_OWN.ceilingMs()));
    return wanted.equals(THEIR_OWN) ? null : wanted;
  }
}
