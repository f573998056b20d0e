package io.fairfall.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.fairfall.simulation.check.IndependentAudit;
import io.fairfall.simulation.check.Violation;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.history.Simulation;
import io.fairfall.simulation.mutant.Checkout;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.MutantLoader;
import io.fairfall.simulation.mutant.Mutants;
import io.fairfall.simulation.world.MemorySimulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The auditor that shares no code with the ledger, on what simulations leave behind. */
class IndependentAuditTest {
  private static final String SIMULATION = "io.fairfall.simulation.world.MemorySimulation";
  private static final int SEEDS = 40;
  private static final int MAX_SEEDS = 200;

  @Test
  void whatTheLedgerWritesUnderFaultsIsInOrder() {
    List<Violation> violations = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      violations.addAll(
          IndependentAudit.violations(new MemorySimulation().run(RunPlan.crash(seed, 500, 5))));
    }
    assertEquals(List.of(), violations);
  }

  @Test
  void whatItDoesNotKnowItRefusesByName() {
    RunHistory dice = new MemorySimulation().run(RunPlan.dice(1, 50, 5));
    assertFalse(IndependentAudit.knows(dice.game()));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> IndependentAudit.violations(dice));
    assertEquals("the independent auditor knows no DICE", refused.getMessage());
  }

  /** From marks on, with three cuts anywhere: nothing is judged twice or left out by that. */
  @Test
  void readInPartsItIsInOrderAsWell() {
    List<Violation> violations = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      violations.addAll(
          IndependentAudit.violationsInParts(
              new MemorySimulation().run(RunPlan.crash(seed, 500, 5)), seed));
    }
    assertEquals(List.of(), violations);
  }

  /** And finds what the reading in one finds. */
  @ParameterizedTest
  @ValueSource(
      strings = {"keys-never-expire", "seat-taken-twice", "stamp-ignored", "correction-far-away"})
  void aMutantIsFoundInPartsToo(String name) {
    Mutant mutant = Mutants.named(name);
    Simulation simulation =
        MutantLoader.load(mutant, Simulation.class, SIMULATION, Checkout.root());
    int found = 0;
    for (long seed = 1; seed <= MAX_SEEDS && found < 3; seed++) {
      RunHistory history = simulation.run(RunPlan.crash(seed, 500, 5));
      boolean isFound = !IndependentAudit.violations(history).isEmpty();
      assertEquals(
          isFound, !IndependentAudit.violationsInParts(history, seed).isEmpty(), name + " " + seed);
      found += isFound ? 1 : 0;
    }
    assertTrue(found > 0, name + " lives");
  }

  /** Without any of the simulation's own checks: those mutants that leave a trace in a journal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "seal-chain-cut",
        "receipt-apart",
        "receipt-unconditional",
        "together-seal-cut",
        "together-without-receipts",
        "pause-ignored",
        "settings-version-not-recorded",
        "no-look-up",
        "window-not-searched",
        "keys-never-expire",
        "seat-taken-twice",
        "handler-clock-ignored",
        "stamp-ignored",
        "game-version-not-recorded",
        "multipliers-compared",
        "processed-not-stamped",
        "correction-unclaimed",
        "correction-far-away"
      })
  void aMutantThatLeavesATraceIsFound(String name) {
    Mutant mutant = Mutants.named(name);
    Simulation simulation =
        MutantLoader.load(mutant, Simulation.class, SIMULATION, Checkout.root());
    for (long seed = 1; seed <= MAX_SEEDS; seed++) {
      if (!IndependentAudit.violations(simulation.run(RunPlan.crash(seed, 500, 5))).isEmpty()) {
        return;
      }
    }
    fail(name + " lives");
  }
}
