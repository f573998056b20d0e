package io.fairfall.cli.settings;

import picocli.CommandLine.Command;

/** Moves a switch so that it goes on. */
@Command(
    name = "resume",
    description = "Takes again bets, or withdrawals. Cashouts are never paused.")
final class ResumeCommand extends PauseSwitch {
  ResumeCommand() {
    super(false);
  }
}
