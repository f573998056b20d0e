package io.fairfall.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.world.DynamoSimulation;
import io.fairfall.simulation.world.MemorySimulation;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A few seeds on DynamoDB Local. */
@Tag("integration")
class DynamoSimulationTest {
  private static final Seeds SEEDS = new Seeds(1, 2);

  @Test
  void theStoreMakesNoDifference() {
    try (DynamoSimulation dynamo = new DynamoSimulation()) {
      RunTally tally = new RunTally();
      Runs.run(dynamo, SEEDS, DynamoSimulationTest::plan, 2, tally, () -> false);
      assertEquals(List.of(), tally.failed());
      assertEquals(new MemorySimulation().run(plan(3)).digest(), dynamo.run(plan(3)).digest());
      RunPlan dice = RunPlan.dice(3, 60, 5);
      assertEquals(new MemorySimulation().run(dice).digest(), dynamo.run(dice).digest());
    }
  }

  private static RunPlan plan(long seed) {
    return RunPlan.crash(seed, 60, 5);
  }
}
