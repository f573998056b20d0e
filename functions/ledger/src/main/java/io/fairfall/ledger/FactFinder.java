package io.fairfall.ledger;

import io.fairfall.game.Flight;
import io.fairfall.game.GameView;
import io.fairfall.game.Round;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what a decision rests on: the rounds of the open bets, and for a cashout its flight. */
final class FactFinder {
  private final Lookup lookup;
  private final Sources sources;
  private final InstantSource clock;

  FactFinder(Lookup lookup, Sources sources, InstantSource clock) {
    this.lookup = lookup;
    this.sources = sources;
    this.clock = clock;
  }

  /**
   * The facts for one decision.
   *
   * @param fresh whether game and settings must be read now; otherwise what this instance remembers
   *     will do
   */
  Facts find(String player, Account head, Operation operation, boolean fresh) {
    List<Long> rounds = new ArrayList<>(head.bets().stream().map(OpenBet::roundId).toList());
    Optional<Facts.PastBet> past = Optional.empty();
    if (operation instanceof Operation.Bet bet) {
      rounds.add(bet.roundId());
    } else if (operation instanceof Operation.Cashout cashout
        && head.openBet(cashout.betId()).isEmpty()) {
      past = lookup.past(player, head, cashout.betId());
      past.ifPresent(found -> rounds.add(found.close().roundId()));
    }
    GameView view = sources.game().view(rounds, head.gameVersion(), fresh);
    Optional<Flight> flight = flight(operation, head, past, view);
    return new Facts(
        AccountEntry.FORMAT,
        player,
        view,
        settings(operation, head, fresh),
        flight,
        past,
        clock.millis());
  }

  /** Only what can be paused or bounded waits for the settings. */
  private SettingsJournal.Versioned settings(Operation operation, Account head, boolean fresh) {
    return operation instanceof Operation.Bet || operation instanceof Operation.Withdrawal
        ? sources.settings().current(head.settingsVersion(), fresh)
        : new SettingsJournal.Versioned(head.settingsVersion(), Settings.INITIAL);
  }

  private Optional<Flight> flight(
      Operation operation, Account head, Optional<Facts.PastBet> past, GameView view) {
    if (!(operation instanceof Operation.Cashout cashout)) {
      return Optional.empty();
    }
    return head.openBet(cashout.betId())
        .map(OpenBet::roundId)
        .or(() -> past.map(found -> found.close().roundId()))
        .flatMap(view::round)
        .filter(Round::isStarted)
        .map(this::flight);
  }

  private Flight flight(Round round) {
    if (round.crashed() != null) {
      return Flight.of(round.opened(), round.crashed());
    }
    return sources
        .secrets()
        .apply(round.id())
        .orElseThrow(() -> new IllegalStateException("round " + round.id() + " has no outcome"))
        .reveal(round.opened().startsAt());
  }
}
