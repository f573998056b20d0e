package io.fairfall.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.simulation.history.PlayedGame;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.mutant.Checkout;
import io.fairfall.simulation.mutant.DiceMutants;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.Mutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planted is found, and can still be planted. */
@Tag("integration")
class MutantsTest {
  private static final Path ROOT = Checkout.root();

  /** Whoever takes more of them may say where to begin. */
  private static final long MANY_SEEDS = 10;

  static List<Mutant> all() {
    return Mutants.all();
  }

  @Test
  void thereAreEnoughOfThem() {
    assertTrue(Mutants.all().size() >= 20);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSourceStillHasWhatAMutantChanges(Mutant mutant) throws Exception {
    for (Mutant.Edit edit : mutant.edits()) {
      String source = Files.readString(ROOT.resolve(edit.path()));
      assertDoesNotThrow(() -> edit.apply(source));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyMutantIsKilled(Mutant mutant) throws Exception {
    boolean isOfDice = mutant.subject() == Mutant.Subject.DICE;
    assertKilled(mutant, isOfDice ? PlayedGame.DICE : PlayedGame.CRASH);
  }

  /** A few of each file: the command does all of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "condition-dropped",
        "unknown-is-no",
        "seal-chain-cut",
        "receipt-apart",
        "together-unanswered-is-written",
        "pause-ignored",
        "no-look-up",
        "window-too-short",
        "keys-never-expire",
        "fence-removed",
        "hash-ignored",
        "funds-ignored",
        "game-version-not-recorded",
        "close-applied-twice",
        "not-closed"
      })
  void aMutantOfTheLedgerIsKilledByASecondGameToo(String name) throws Exception {
    Mutant mutant = Mutants.named(name);
    assertTrue(DiceMutants.areEnough(mutant), name);
    assertKilled(mutant, PlayedGame.DICE);
  }

  @Test
  void whoseRuleAMutantBreaksIsKnown() {
    assertEquals(Mutant.Subject.LEDGER, Mutants.named("fence-removed").subject());
    assertEquals(Mutant.Subject.CRASH, Mutants.named("seat-taken-twice").subject());
    assertEquals(Mutant.Subject.CRASH, Mutants.named("rounding-up").subject());
    assertEquals(Mutant.Subject.DICE, Mutants.named("dice-pay-six").subject());
    assertFalse(DiceMutants.areEnough(Mutants.named("seat-taken-twice")));
  }

  @Test
  void aSearchBeginsWithSeedsOfMutantsThatExist() throws Exception {
    Set<String> names = Mutants.all().stream().map(Mutant::name).collect(Collectors.toSet());
    assertTrue(names.containsAll(new FirstSeeds().names()), () -> "of " + names);
  }

  private static void assertKilled(Mutant mutant, PlayedGame game) throws IOException {
    Optional<Seeds> first =
        game == PlayedGame.CRASH ? new FirstSeeds().of(mutant) : Optional.empty();
    if (first.isPresent() && hunt(mutant, first.get(), game).isKilled()) {
      return;
    }
    MutantSearch.Outcome outcome = hunt(mutant, new Seeds(1, 1_000), game);
    assertTrue(outcome.isKilled(), () -> mutant.name() + " lives");
    if (outcome.seeds() > MANY_SEEDS) {
      System.out.printf(
          "%s is found by seed %d: a line of first-seeds.properties%n",
          mutant.name(), outcome.seeds());
    }
  }

  private static MutantSearch.Outcome hunt(Mutant mutant, Seeds seeds, PlayedGame game) {
    return MutantSearch.hunt(mutant, seeds, seed -> new RunPlan(seed, 500, 5, false, game), ROOT);
  }
}
