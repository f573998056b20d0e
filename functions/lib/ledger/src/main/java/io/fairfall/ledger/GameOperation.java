package io.fairfall.ledger;

/** What a player asks of a game: it stakes, or it ends a stake. The game's own rules decide it. */
public non-sealed interface GameOperation extends Operation {
  /** When API Gateway received it, in milliseconds since 1970. */
  long stampMs();

  @Override
  default boolean asksGame() {
    return true;
  }
}
