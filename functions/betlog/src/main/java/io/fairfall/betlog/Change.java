package io.fairfall.betlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be different in a week.
 *
 * @param id the client's own name for it, the same when it asks again; of a creation, the bet's id
 * @param asked a hash of everything that was asked
 * @param reason why something locked is to change; null where none was given
 */
record Change(String id, String asked, @Nullable String reason, Wish wish) {
  /** One transaction and one message hold so many bets, with room to spare. */
  static final int MAX_BETS = 50;

  /** The kinds of wishes. */
  sealed interface Wish {}

  /**
   * Add a bet.
   *
   * @param imported whether it came from a file
   */
  record Create(String betId, Slip slip, boolean imported) implements Wish {}

  /** Replace what is bet. */
  record Edit(String betId, long expected, Slip slip) implements Wish {}

  /** Delete some bets, all or none. */
  record Delete(List<Known> bets) implements Wish {}

  /** Say how legs ended, of all these bets or of none. */
  record Grade(List<Graded> bets) implements Wish {}

  /** A bet at the revision in which the client saw it. */
  record Known(String betId, long expected) {}

  /**
   * How the legs of a bet are to stand.
   *
   * @param closing see {@link BetRules#grade}
   */
  record Graded(
      String betId, long expected, List<LegStatus> statuses, @Nullable List<String> closing) {}

  /** The ids of the bets that it is about. */
  List<String> betIds() {
    return switch (wish) {
      case Create(String betId, Slip slip, boolean imported) -> List.of(betId);
      case Edit(String betId, long expected, Slip slip) -> List.of(betId);
      case Delete(List<Known> bets) -> bets.stream().map(Known::betId).toList();
      case Grade(List<Graded> bets) -> bets.stream().map(Graded::betId).toList();
    };
  }
}
