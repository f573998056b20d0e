package io.fairfall.simulation.check;

import io.fairfall.crash.Flight;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.Close;
import io.fairfall.crash.bets.CrashFacts;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Decision;
import io.fairfall.ledger.DecisionContext;
import io.fairfall.ledger.GameFacts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.PastHold;
import io.fairfall.ledger.Rules;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.simulation.dice.DiceGame;
import io.fairfall.simulation.history.Attempted.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides operations again, on any version of the account and of the game. */
final class OperationReplay {
  private final Past past;
  private final AccountPast account;

  OperationReplay(Past past, AccountPast account) {
    this.past = past;
    this.account = account;
  }

  /**
   * Decides on one version of everything.
   *
   * @param seen the versions
   */
  Decision decide(Operation operation, Seen seen, long nowMs) {
    Account head = account.at(seen.account());
    return Rules.decide(
        past.sources().game(), head, operation, facts(operation, head, seen, nowMs));
  }

  /** The versions of game and settings that there are, none above those that were seen. */
  Seen latest(Seen seen) {
    return new Seen(
        seen.account(),
        Math.min(seen.game(), past.gameVersion()),
        Math.min(seen.settings(), past.journal(SettingsJournal.NAME).size()));
  }

  private DecisionContext facts(Operation operation, Account head, Seen seen, long nowMs) {
    GameFacts game =
        operation.asksGame()
            ? game(operation, head, seen.game())
            : new GameFacts.NotAsked(head.gameVersion());
    DecisionContext.SettingsFact settings =
        operation.asksSettings()
            ? new DecisionContext.SettingsAsked(past.sources().settings().at(seen.settings()))
            : new DecisionContext.SettingsNotAsked(head.settingsVersion());
    return new DecisionContext(AccountEntry.FORMAT, account.player(), game, settings, nowMs);
  }

  private GameFacts game(Operation operation, Account head, long gameVersion) {
    return past.sources().game() instanceof DiceGame dice
        ? dice.at(gameVersion, head)
        : crash(operation, head, gameVersion);
  }

  private CrashFacts crash(Operation operation, Account head, long gameVersion) {
    List<Long> rounds =
        new ArrayList<>(AccountBets.of(head).stream().map(OpenBet::roundId).toList());
    Optional<PastHold> ended = Optional.empty();
    Optional<Flight> flight = Optional.empty();
    if (operation instanceof Bet bet) {
      rounds.add(bet.roundId());
    } else if (operation instanceof Cashout cashout) {
      Optional<OpenBet> open = AccountBets.open(head, cashout.betId());
      ended = open.isPresent() ? Optional.empty() : ended(head, cashout.betId());
      Optional<Long> round =
          open.map(OpenBet::roundId).or(() -> lastClose(head, cashout.betId()).map(Close::roundId));
      round.ifPresent(rounds::add);
      flight = round.flatMap(past::round).flatMap(found -> flight(found, gameVersion));
    }
    return new CrashFacts(past.view(gameVersion, rounds), flight, ended);
  }

  /** What a bet that is not open any more came to, as far as a version of the account knows. */
  private Optional<PastHold> ended(Account head, long betId) {
    Optional<PastHold> last = Optional.empty();
    for (long version = betId; version <= head.version(); version++) {
      AccountEntry entry = account.entries().get((int) version - 1);
      if (version == betId && AccountBets.placed(entry).isEmpty()) {
        return Optional.empty();
      }
      Optional<Close> close = AccountBets.closeOf(entry, betId);
      if (close.isPresent()) {
        last = Optional.of(new PastHold(close.get(), entry));
        if (close.get().isWon()) {
          return last;
        }
      }
    }
    return last;
  }

  private Optional<Close> lastClose(Account head, long betId) {
    return betId < 1 || betId > head.version()
        ? Optional.empty()
        : ended(head, betId).map(found -> (Close) found.release());
  }

  /** The flight as everybody may know it afterwards, if it had begun by a version of the game. */
  private static Optional<Flight> flight(Round round, long gameVersion) {
    return round.crashed() != null && gameVersion > round.id()
        ? Optional.of(Flight.of(round))
        : Optional.empty();
  }
}
