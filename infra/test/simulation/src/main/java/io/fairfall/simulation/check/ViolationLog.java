package io.fairfall.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Violations as they are found. */
final class ViolationLog {
  private final List<Violation> violations = new ArrayList<>();
  private final String player;

  ViolationLog(String player) {
    this.player = player;
  }

  List<Violation> violations() {
    return violations;
  }

  /**
   * Notes a violation unless something holds.
   *
   * @param what the account did, and on what: put together only if it is needed
   */
  void require(boolean holds, String check, long version, String what, Object... on) {
    if (!holds) {
      violations.add(
          new Violation(
              check,
              player + " " + what + (on.length == 0 ? "" : ": " + Arrays.toString(on)),
              player,
              version));
    }
  }
}
