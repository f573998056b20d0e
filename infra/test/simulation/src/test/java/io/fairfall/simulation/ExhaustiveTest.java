package io.fairfall.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.simulation.explore.Explorer;
import io.fairfall.simulation.history.Exploration.Explored;
import io.fairfall.simulation.mutant.Mutants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short version of {@code ./fairfall simulate --exhaustive}. */
@Tag("integration")
class ExhaustiveTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a key whose window is full",
        "a key that is six entries old",
        "a head that somebody else wrote",
        "a deposit comes twice; paid or refunded",
        "deposits together, one by itself and a bet",
        "two bets insist on one version",
        "a handler remembers the round before its flight",
        "bet, cashout and settler"
      })
  void noOrderOfEventsBreaksAPromise(String scope) {
    Explored explored = new Explorer().explore(scope, Exhaustive::broken);
    assertEquals("", explored.violation());
    assertTrue(explored.states() > 40 && explored.ends() > 0, explored::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "condition-dropped",
        "conflict-is-success",
        "all-old-ignored",
        "no-look-up",
        "window-not-searched",
        "void-is-success",
        "receipt-apart",
        "receipt-not-read",
        "together-unanswered-is-written",
        "head-unverified",
        "window-too-short",
        "keys-never-expire",
        "fence-not-after-conflict"
      })
  void aMechanismThatIsSwitchedOffIsMissed(String mutant) {
    assertNotEquals("", Exhaustive.find(Mutants.named(mutant)).violation());
  }
}
