package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What operators have said about a payout, and what the sender makes of it. */
@Tag("integration")
class OperatorsWordTest {
  private static final int FINAL = WithdrawalsFixture.CONFIRMATIONS;
  private static final Refunded DENIED = new Refunded(Refunded.DENIED, "ann", null);

  @Test
  void twoWhoApproveAreTwoPeople() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(1_000, world.recipient(), 2);
      world.tick();
      assertEquals("approval", world.word(id));
      say(world, id, new Approved("ann"));
      say(world, id, new Approved("ann"));
      world.mine(FINAL);
      assertEquals("approval", world.word(id), "one person is one, however often");
      world.assertOpen(id);
      say(world, id, new Approved("ben"));
      world.tick();
      world.mine(FINAL);
      world.assertPaid(id);
      world.assertInOrder(1_000);
    }
  }

  @Test
  void whatIsDeniedIsGivenBackAndGetsNoNonce() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(1_000, world.recipient(), 1);
      PayoutId other = world.withdraw(500, world.recipient());
      world.tick();
      say(world, id, DENIED);
      world.tick();
      world.assertRefunded(id, Refunded.DENIED);
      assertNull(world.state(id).assigned());
      world.mine(FINAL);
      world.assertPaid(other);
      world.assertInOrder(500);
      assertTrue(refusal(world, id, new Approved("ben")).isPresent(), "nothing follows the end");
    }
  }

  @Test
  void whatHasANonceIsNotDenied() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      assertTrue(refusal(world, id, DENIED).isPresent(), "the chain decides");
      world.mine(FINAL);
      world.assertPaid(id);
      world.assertInOrder(1_000);
    }
  }

  private static void say(WithdrawalsFixture world, PayoutId id, PayoutEvent word) {
    assertEquals(Optional.empty(), refusal(world, id, word));
  }

  private static Optional<String> refusal(WithdrawalsFixture world, PayoutId id, PayoutEvent word) {
    return world.context.parts().payouts().change(id, word, world.clock.millis()).refusal();
  }
}
