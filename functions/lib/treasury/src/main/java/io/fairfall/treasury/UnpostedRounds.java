package io.fairfall.treasury;

import java.util.Set;
import java.util.TreeSet;

/**
 * The rounds that may not be posted whole: every round from one on, and some before it. All others
 * are posted, with an end of every bet that was told. It is known by a place, the cursor of
 * postings, and by no length of time and no number of rounds.
 *
 * @param from every round from here on may not be posted
 * @param before older rounds that are not, oldest first: their posting failed, or a bet's end is
 *     not told
 */
public record UnpostedRounds(long from, Set<Long> before) {
  /** What a cursor of postings says. */
  static UnpostedRounds of(SettlerCursor.Position position) {
    Set<Long> before = new TreeSet<>();
    for (String id : position.failed()) {
      long round = Long.parseLong(id);
      if (round < position.nextRoundId()) {
        before.add(round);
      }
    }
    return new UnpostedRounds(position.nextRoundId(), before);
  }

  public UnpostedRounds {
    before = java.util.Collections.unmodifiableSet(new TreeSet<>(before));
  }
}
