package io.fairfall.simulation.history;

/** The games that a run can be about; each has a ledger of its own. */
public enum PlayedGame {
  CRASH,
  DICE
}
