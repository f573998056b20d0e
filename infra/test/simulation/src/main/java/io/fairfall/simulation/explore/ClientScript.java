package io.fairfall.simulation.explore;

import io.fairfall.simulation.history.RequestedOperation;
import java.util.List;

/**
 * What a client does.
 *
 * @param way how it asks for the lines
 */
record ClientScript(String player, Way way, List<Line> lines) {

  /** Ways to ask. */
  enum Way {
    /** One request after the other, each of a new handler. */
    ONE_BY_ONE,
    /** One request after the other, of a handler that has seen the game before the first. */
    REMEMBERING,
    /** Deposits in one transaction, and where that is not known to be written each by itself. */
    TOGETHER
  }

  /**
   * One request.
   *
   * @param attempts how often it is sent while nobody answers
   * @param claimsFirst whether the client numbers its attempts and begins with the first
   * @param waits whether the client waits for answers; a handler goes on without it
   * @param fromStep the step of the game from which it is sent
   */
  record Line(
      RequestedOperation asked, int attempts, boolean claimsFirst, boolean waits, int fromStep) {}

  static ClientScript of(String player, Line... lines) {
    return new ClientScript(player, Way.ONE_BY_ONE, List.of(lines));
  }

  /** One whose handler remembers the game. */
  static ClientScript remembering(String player, Line... lines) {
    return new ClientScript(player, Way.REMEMBERING, List.of(lines));
  }

  /** The indexer: it brings deposits in one transaction. */
  static ClientScript together(String player, Line... lines) {
    return new ClientScript(player, Way.TOGETHER, List.of(lines));
  }

  /** The settler: it asks for nothing that a client could ask. */
  static ClientScript settler(String player) {
    return new ClientScript(player, Way.ONE_BY_ONE, List.of());
  }
}
