package io.fairfall.deposits.outbox;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.CONFIRMATIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.DepositsFixture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many deposits a player makes, what they are told of them is one small entry. */
@Tag("integration")
class DepositLinesTest {
  @AutoClose private final DepositsFixture world;

  DepositLinesTest() throws Exception {
    world = new DepositsFixture();
    world.tick();
  }

  @Test
  void aStateListsTheFirstFiftyOnTheirWayAndSaysHowManyMoreThereAre() {
    int all = DepositState.MAX_PENDING + 7;
    for (int deposit = 0; deposit < all; deposit++) {
      world.send(ALICE, 10 + deposit);
      if (deposit % 30 == 0) {
        world.anvil.mine(1);
      }
    }
    world.mine(1);
    DepositState state = world.told(ALICE);
    assertEquals(DepositState.MAX_PENDING, state.pending().size());
    assertEquals(7, state.morePending());
    assertEquals("10", state.pending().getFirst().amount().toString());
    assertTrue(world.largestItem() < 60_000, world.largestItem() + " bytes");
    world.mine(CONFIRMATIONS);
    DepositState ended = world.told(ALICE);
    assertNull(ended.morePending());
    assertEquals(0, ended.pending().size());
    assertEquals(DepositState.MAX_ENDED, ended.ended().size());
    assertEquals(all, world.version(ALICE), "and each is credited");
  }
}
