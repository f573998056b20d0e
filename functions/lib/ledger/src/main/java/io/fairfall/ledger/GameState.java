package io.fairfall.ledger;

/** What a game remembers in every entry of an account, beside the holds. */
public interface GameState {
  /** Before the game has anything to remember. */
  GameState NONE =
      new GameState() {
        @Override
        public String toString() {
          return "none";
        }
      };
}
