package io.fairfall.simulation.explore;

import io.fairfall.simulation.history.Asked;
import java.util.List;

/**
 * What a client does, one request after the other.
 *
 * @param remembers whether its handler has seen the game before the first request
 */
record Script(String player, boolean remembers, List<Line> lines) {

  /**
   * One request.
   *
   * @param attempts how often it is sent while nobody answers
   * @param claimsFirst whether the client numbers its attempts and begins with the first
   * @param waits whether the client waits for answers; a handler goes on without it
   * @param fromStep the step of the game from which it is sent
   */
  record Line(Asked asked, int attempts, boolean claimsFirst, boolean waits, int fromStep) {}

  static Script of(String player, Line... lines) {
    return new Script(player, false, List.of(lines));
  }

  /** The settler: it asks for nothing that a client could ask. */
  static Script settler(String player) {
    return new Script(player, false, List.of());
  }
}
