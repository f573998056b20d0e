package io.fairfall.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.mutant.Checkout;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.Mutants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is planted is found, and can still be planted. */
@Tag("integration")
class MutantsTest {
  private static final Path ROOT = Checkout.root();

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
  void everyMutantIsKilled(Mutant mutant) {
    MutantSearch.Outcome outcome =
        MutantSearch.hunt(
            mutant, new Seeds(1, 1_000), seed -> new RunPlan(seed, 500, 5, false), ROOT);
    assertTrue(outcome.isKilled(), () -> mutant.name() + " lives");
  }
}
