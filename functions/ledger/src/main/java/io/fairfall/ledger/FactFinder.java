package io.fairfall.ledger;

import java.time.InstantSource;

/** Gathers what a decision rests on: what the operation asks of the game and of the settings. */
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
    GameFacts game =
        operation.asksGame()
            ? sources.game().facts(head, operation, fresh, id -> lookup.past(player, head, id))
            : new GameFacts.NotAsked(head.gameVersion());
    Facts.SettingsFact settings =
        operation.asksSettings()
            ? new Facts.SettingsAsked(sources.settings().current(head.settingsVersion(), fresh))
            : new Facts.SettingsNotAsked(head.settingsVersion());
    return new Facts(AccountEntry.FORMAT, player, game, settings, clock.millis());
  }
}
