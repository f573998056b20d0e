package io.fairfall.anvil.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.world.ChainFiller.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A filled chain holds what was planned, and the oracle finds exactly that. */
@Tag("integration")
class OracleTest {
  private static final Plan PLAN = new Plan(1, 400, 20, 300);

  @Test
  void allDepositsAreFoundAndTheBalancesAgree() throws Exception {
    String hash;
    try (Anvil anvil = Anvil.start()) {
      ChainFixture world = ChainFiller.fill(anvil, PLAN, _ -> {});
      assertEquals(400, anvil.head());
      Oracle.Verdict verdict = Oracle.judge(anvil.url(), world);
      assertEquals(300, verdict.deposits().size());
      assertTrue(verdict.bySender().containsKey(world.payer()));
      assertTrue(verdict.bySender().size() > 15);
      hash = anvil.hash(400);
    }
    try (Anvil again = Anvil.start()) {
      ChainFiller.fill(again, PLAN, _ -> {});
      assertEquals(hash, again.hash(400));
    }
  }
}
