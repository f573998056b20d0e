package io.fairfall.cli.settings;

import picocli.CommandLine.Command;

/** Moves a switch so that something pauses. */
@Command(
    name = "pause",
    description = "Takes no more bets, or withdrawals. Cashouts are never paused.")
final class PauseCommand extends PauseSwitch {
  PauseCommand() {
    super(true);
  }
}
