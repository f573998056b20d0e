package io.fairfall.betlog.weeks;

import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.files.FileBet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be different in a week.
 *
 * @param id the client's own name for it, the same when it asks again; of a creation, the bet's id
 * @param asked a hash of everything that was asked
 * @param reason why something locked is to change; null where none was given
 */
public record BetChange(String id, String asked, @Nullable String reason, Command wish) {
  /** One transaction and one message hold so many bets, with room to spare. */
  public static final int MAX_BETS = 50;

  /** The kinds of wishes. */
  public sealed interface Command {}

  /** Add a bet of one's own, with all legs open. */
  public record Create(String betId, Slip slip) implements Command {}

  /** Add a bet of a file, as it stands there. */
  public record Import(String betId, FileBet bet) implements Command {}

  /** Replace what is bet. */
  public record Edit(String betId, long expected, Slip slip) implements Command {}

  /** Delete some bets, all or none. */
  public record Delete(List<Known> bets) implements Command {}

  /** Say how legs ended, of all these bets or of none. */
  public record Grade(List<Graded> bets) implements Command {}

  /** A bet at the revision in which the client saw it. */
  public record Known(String betId, long expected) {}

  /**
   * How the legs of a bet are to stand.
   *
   * @param closing see {@link BetRules#grade}
   */
  public record Graded(
      String betId, long expected, List<LegStatus> statuses, @Nullable List<String> closing) {}

  /** Whether it adds a bet to the week. */
  boolean adds() {
    return wish instanceof Create || wish instanceof Import;
  }

  /** The ids of the bets that it is about. */
  List<String> betIds() {
    return switch (wish) {
      case Create(String betId, Slip slip) -> List.of(betId);
      case Import(String betId, FileBet bet) -> List.of(betId);
      case Edit(String betId, long expected, Slip slip) -> List.of(betId);
      case Delete(List<Known> bets) -> bets.stream().map(Known::betId).toList();
      case Grade(List<Graded> bets) -> bets.stream().map(Graded::betId).toList();
    };
  }
}
