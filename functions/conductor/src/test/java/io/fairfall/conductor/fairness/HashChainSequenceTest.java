package io.fairfall.conductor.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HashChainSequenceTest {
  private static final PublishedHashChain FIRST = chain("a");
  private static final PublishedHashChain SECOND = chain("b");

  @Test
  void gamesAreCountedFromOne() {
    assertEquals(
        Optional.of(new HashChainSequence(0, 1)),
        HashChainSequence.after(Optional.empty(), List.of(FIRST)));
    assertEquals(
        Optional.of(new HashChainSequence(0, 8)), HashChainSequence.after(game(7), List.of(FIRST)));
  }

  @Test
  void theLastGameOfAChainIsFollowedByTheFirstOfTheNext() {
    assertEquals(
        Optional.of(new HashChainSequence(1, 1)),
        HashChainSequence.after(game(10), List.of(FIRST, SECOND)));
  }

  @Test
  void afterTheLastGameOfTheLastChainThereIsNone() {
    assertEquals(Optional.empty(), HashChainSequence.after(game(10), List.of(FIRST)));
    assertEquals(Optional.empty(), HashChainSequence.after(Optional.empty(), List.of()));
  }

  @Test
  void whatIsLeftCountsTheChainsToCome() {
    assertEquals(10, HashChainSequence.gamesLeft(Optional.empty(), List.of(FIRST)));
    assertEquals(3, HashChainSequence.gamesLeft(game(7), List.of(FIRST)));
    assertEquals(13, HashChainSequence.gamesLeft(game(7), List.of(FIRST, SECOND)));
    assertEquals(0, HashChainSequence.gamesLeft(game(10), List.of(FIRST)));
  }

  @Test
  void aRoundOfAnUnknownChainStopsEverything() {
    assertThrows(
        IllegalStateException.class, () -> HashChainSequence.after(game(7), List.of(SECOND)));
  }

  private static PublishedHashChain chain(String id) {
    return new PublishedHashChain(id, 10);
  }

  private static Optional<Opened> game(long number) {
    return Optional.of(new Opened("a", number, "c0", 1, 2, 3, Wei.of(1), Wei.of(2), Wei.of(3), 1));
  }
}
