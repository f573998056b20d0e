package io.fairfall.ledger;

import java.time.InstantSource;

/** Gathers what a decision rests on: what the operation asks of the game and of the settings. */
final class ContextLoader {
  private final AccountReader reader;
  private final LedgerPorts ports;
  private final InstantSource clock;

  ContextLoader(AccountReader reader, LedgerPorts ports, InstantSource clock) {
    this.reader = reader;
    this.ports = ports;
    this.clock = clock;
  }

  /**
   * The facts for one decision.
   *
   * @param fresh whether game and settings must be read now; otherwise what this instance remembers
   *     will do
   */
  DecisionContext find(String player, Account head, Operation operation, boolean fresh) {
    GameFacts game =
        operation.asksGame()
            ? ports.game().facts(head, operation, fresh, id -> reader.past(player, head, id))
            : new GameFacts.NotAsked(head.gameVersion());
    DecisionContext.SettingsFact settings =
        operation.asksSettings()
            ? new DecisionContext.SettingsAsked(
                ports.settings().current(head.settingsVersion(), fresh))
            : new DecisionContext.SettingsNotAsked(head.settingsVersion());
    return new DecisionContext(AccountEntry.FORMAT, player, game, settings, clock.millis());
  }
}
