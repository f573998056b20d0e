package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.game.RoundEvent.Opened;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainOrderTest {
  private static final PublishedChain FIRST = chain("a", true);
  private static final PublishedChain SECOND = chain("b", true);
  private static final PublishedChain UNSALTED = chain("b", false);

  @Test
  void gamesAreCountedFromOne() {
    assertEquals(
        Optional.of(new ChainOrder(0, 1)), ChainOrder.after(Optional.empty(), List.of(FIRST)));
    assertEquals(Optional.of(new ChainOrder(0, 8)), ChainOrder.after(game(7), List.of(FIRST)));
  }

  @Test
  void theLastGameOfAChainIsFollowedByTheFirstOfTheNext() {
    assertEquals(
        Optional.of(new ChainOrder(1, 1)), ChainOrder.after(game(10), List.of(FIRST, SECOND)));
  }

  @Test
  void aChainWithoutASaltIsNotPlayed() {
    assertEquals(Optional.empty(), ChainOrder.after(game(10), List.of(FIRST, UNSALTED)));
    assertEquals(Optional.empty(), ChainOrder.after(game(10), List.of(FIRST)));
    assertEquals(Optional.empty(), ChainOrder.after(Optional.empty(), List.of()));
  }

  @Test
  void whatIsLeftCountsTheChainsToCome() {
    assertEquals(10, ChainOrder.gamesLeft(Optional.empty(), List.of(FIRST)));
    assertEquals(3, ChainOrder.gamesLeft(game(7), List.of(FIRST)));
    assertEquals(13, ChainOrder.gamesLeft(game(7), List.of(FIRST, UNSALTED)));
    assertEquals(0, ChainOrder.gamesLeft(game(10), List.of(FIRST)));
  }

  @Test
  void aRoundOfAnUnknownChainStopsEverything() {
    assertThrows(IllegalStateException.class, () -> ChainOrder.after(game(7), List.of(SECOND)));
  }

  private static PublishedChain chain(String id, boolean isSalted) {
    return new PublishedChain(id, 10, 100, isSalted ? Optional.of("5a") : Optional.empty());
  }

  private static Optional<Opened> game(long number) {
    return Optional.of(new Opened("a", number, "c0", 1, 2, 3, Wei.of(1), Wei.of(2), Wei.of(3), 1));
  }
}
