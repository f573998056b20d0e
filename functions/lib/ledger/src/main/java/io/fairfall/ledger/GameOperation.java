package io.fairfall.ledger;

/** What a player asks of a game: it stakes, or it ends a stake. The game's own rules decide it. */
public non-sealed interface GameOperation extends Operation {
  /**
   * The instant that it is decided by, in milliseconds since 1970: API Gateway's stamp, or what a
   * game makes of a stamp that came late.
   */
  long stampMs();

  @Override
  default boolean asksGame() {
    return true;
  }
}
