package io.fairfall.crash.bets;

import io.fairfall.crash.GameView;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.ledger.Account;
import io.fairfall.money.Multiplier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lazy closing: a loss needs no write of its own.
 *
 * <p>Every entry first ends the open bets whose round has an outcome at or below the entry's game
 * version. The end is a function of bet and outcome alone, automatic cashout included, so that
 * whoever writes the next entry, a settler or the player, ends them alike.
 */
final class BetSettlement {
  /** For {@link #due}: no bet is left out. */
  static final long NOBODY = 0;

  private BetSettlement() {}

  /**
   * The ends that are due.
   *
   * @param exceptBetId a bet that the operation itself ends, or {@link #NOBODY}
   * @throws IllegalStateException if an outcome that must exist is not in the view: it is unknown
   *     then, and never a loss
   */
  static List<Close> due(Account head, GameView game, long exceptBetId) {
    List<Close> due = new ArrayList<>();
    for (OpenBet bet : AccountBets.of(head)) {
      if (bet.id() != exceptBetId) {
        end(bet, game).ifPresent(due::add);
      }
    }
    return List.copyOf(due);
  }

  private static Optional<Close> end(OpenBet bet, GameView game) {
    Round round =
        game.round(bet.roundId())
            .orElseThrow(() -> new IllegalStateException("no outcome of " + bet.roundId()));
    if (round.voided().isPresent()) {
      return Optional.of(Close.refunded(bet));
    }
    return Optional.ofNullable(round.crashed()).map(crashed -> end(bet, round, crashed));
  }

  private static Close end(OpenBet bet, Round round, Crashed crashed) {
    Multiplier target = round.bounded(bet.target());
    return target.isAbove(crashed.crash())
        ? Close.lost(bet)
        : Close.paid(bet, Close.Result.AUTO, target);
  }
}
