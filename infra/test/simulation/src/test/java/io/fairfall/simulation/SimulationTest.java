package io.fairfall.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.simulation.history.Attempted.Outcome;
import io.fairfall.simulation.history.InjectedFault;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.world.MemorySimulation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short version of {@code ./fairfall simulate}. */
@Tag("integration")
class SimulationTest {
  private static final int WORKERS = 2;

  /**
   * No call is a round or a fact of one, is looked up by its end, or has more tries than others.
   */
  private static final Set<String> UNMET_BY_DICE =
      Set.of(
          "crash.facts",
          "crash.rounds",
          "ledger.firstEntries",
          "ledger.pageEntries",
          "ledger.patientTries");

  @Test
  void noPromiseIsBrokenUnderFaults() {
    RunTally tally = new RunTally();
    // the rarest of the bounds is met once or twice in some hundred of them
    Seeds seeds = new Seeds(201, 300);
    Runs.run(
        new MemorySimulation(),
        seeds,
        seed -> RunPlan.crash(seed, 500, 5),
        WORKERS,
        tally,
        () -> false);
    assertEquals(List.of(), tally.failed());
    assertEquals(seeds.count(), tally.seeds());
    assertTrue(tally.operations() >= 100 * 500, () -> tally.summary(1));
    assertEquals(Set.of(), tally.unmet(), () -> tally.summary(1));
    for (Outcome outcome : Outcome.values()) {
      assertTrue(tally.groups(outcome) >= seeds.count(), () -> tally.summary(1));
    }
  }

  @Test
  void everyKindOfFaultStrikes() {
    RunHistory history = new MemorySimulation().run(RunPlan.crash(1, 2_000, 5));
    assertEquals(EnumSet.allOf(InjectedFault.class), EnumSet.copyOf(history.faults().keySet()));
  }

  @Test
  void noPromiseIsBrokenWhereDiceArePlayed() {
    RunTally tally = new RunTally();
    Seeds seeds = new Seeds(1, 100);
    Runs.run(
        new MemorySimulation(),
        seeds,
        seed -> RunPlan.dice(seed, 500, 5),
        WORKERS,
        tally,
        () -> false);
    assertEquals(List.of(), tally.failed());
    assertEquals(seeds.count(), tally.seeds());
    assertTrue(tally.operations() >= 100 * 500, () -> tally.summary(1));
    assertTrue(tally.summary(1).contains("ROLL OK"), () -> tally.summary(1));
    assertEquals(UNMET_BY_DICE, tally.unmet(), () -> tally.summary(1));
  }

  @Test
  void everyKindOfFaultStrikesDiceToo() {
    RunHistory history = new MemorySimulation().run(RunPlan.dice(1, 2_000, 5));
    assertEquals(EnumSet.allOf(InjectedFault.class), EnumSet.copyOf(history.faults().keySet()));
  }

  @Test
  void aSeedRunsAlikeAgain() {
    RunPlan plan = RunPlan.crash(7, 500, 5);
    long digest = new MemorySimulation().run(plan).digest();
    assertEquals(digest, new MemorySimulation().run(plan).digest());
    assertEquals(digest, new MemorySimulation().run(plan.telling()).digest());
    assertNotEquals(digest, new MemorySimulation().run(RunPlan.crash(8, 500, 5)).digest());
    long dice = new MemorySimulation().run(RunPlan.dice(7, 500, 5)).digest();
    assertEquals(dice, new MemorySimulation().run(RunPlan.dice(7, 500, 5)).digest());
    assertNotEquals(digest, dice);
  }
}
