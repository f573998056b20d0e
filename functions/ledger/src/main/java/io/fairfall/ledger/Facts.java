package io.fairfall.ledger;

import io.fairfall.game.Flight;
import io.fairfall.game.GameView;
import io.fairfall.settings.SettingsJournal;
import java.util.Optional;

/**
 * What a decision rests on beside the account and the operation. Rules look at nothing else, so
 * that the same facts give the same decision again in a simulation or an audit.
 *
 * @param format of the entry that is decided: what is written now, or what an audit looks at
 * @param player whose account
 * @param game the game at one version, with the rounds of all open bets in it
 * @param settings the settings, where the operation depends on them; otherwise only the version
 *     that the account has seen
 * @param flight for a cashout: the flight of the bet's round, if that has started
 * @param past for a cashout: the bet, if it is not open any more
 * @param nowMs the decider's clock
 */
public record Facts(
    int format,
    String player,
    GameView game,
    SettingsJournal.Versioned settings,
    Optional<Flight> flight,
    Optional<PastBet> past,
    long nowMs) {

  /**
   * A bet that has ended.
   *
   * @param close how, the last word on it
   * @param entry the entry that says so
   */
  public record PastBet(Close close, AccountEntry entry) {}
}
