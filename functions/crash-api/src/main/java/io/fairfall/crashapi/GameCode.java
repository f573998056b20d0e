package io.fairfall.crashapi;

import io.fairfall.http.ProblemCode;

/** The codes of problems that only a crash game has. */
enum GameCode implements ProblemCode {
  ROUND_CLOSED(409, "Betting on this round is closed"),
  ALREADY_CRASHED(409, "The round had crashed"),
  NOT_FLYING(409, "The round is not flying"),
  SEAT_TAKEN(409, "This seat has a bet"),
  HOUSE_UNFUNDED(409, "The house cannot pay for bets"),
  STAKE_OUT_OF_BOUNDS(422, "The stake is out of bounds");

  private final int status;
  private final String title;

  GameCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
