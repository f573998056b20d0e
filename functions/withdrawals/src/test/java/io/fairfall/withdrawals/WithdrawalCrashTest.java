package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import io.fairfall.withdrawals.sending.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sender ends after each of its calls to the store and to the node, and others take over. */
@Tag("integration")
class WithdrawalCrashTest {
  private static final int MAX_CALLS = 400;

  /** A sender that is never killed would prove nothing. */
  private static final int MIN_KILLS = 40;

  /** What a sender does between asking and telling, the chain going on meanwhile. */
  private static boolean lives(WithdrawalsFixture world, Kill kill) {
    try {
      PayoutSenderHandler doomed = new PayoutSenderHandler(world.doomed(kill));
      boolean ignored = doomed.work(0);
      world.anvil.mine(WithdrawalsFixture.CONFIRMATIONS);
      ignored = doomed.work(0);
    } catch (RuntimeException | Kill.KilledError killed) {
      // what it had done stands; the rest is for the next one
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return !kill.killed();
  }

  @Test
  void aKillAfterAnyCallPaysOnceOrGivesBackOnce() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      long paid = 0;
      int kills = 0;
      boolean wasKilled = true;
      for (int calls = 1; wasKilled; calls++) {
        assertTrue(calls < MAX_CALLS);
        PayoutId paying = world.withdraw(1_000 + calls, world.recipient());
        PayoutId refused = world.withdraw(2_000, world.refusing());
        wasKilled = !lives(world, new Kill(calls));
        kills += wasKilled ? 1 : 0;
        world.passLease();
        world.restart();
        world.tick();
        world.mine(WithdrawalsFixture.CONFIRMATIONS);
        world.tick();
        paid += 1_000 + calls;
        world.assertPaid(paying);
        world.assertRefunded(refused, Refunded.REVERTED);
        world.assertInOrder(paid);
      }
      assertTrue(kills >= MIN_KILLS, kills + " kills");
    }
  }

  @Test
  void sendersAtOnceWithoutALeasePayEachOnce() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      List<PayoutId> ids = new ArrayList<>();
      for (int payout = 0; payout < 16; payout++) {
        ids.add(world.withdraw(1_000, world.recipient()));
      }
      try (ExecutorService senders = Executors.newFixedThreadPool(3)) {
        for (int round = 0; round < 3; round++) {
          List<Future<Look>> looks = new ArrayList<>();
          for (int sender = 0; sender < 3; sender++) {
            looks.add(senders.submit(() -> world.another().sender().look(() -> true)));
          }
          for (Future<Look> look : looks) {
            Look ignored = look.get();
          }
          world.anvil.mine(WithdrawalsFixture.CONFIRMATIONS);
        }
      }
      world.tick();
      world.mine(WithdrawalsFixture.CONFIRMATIONS);
      ids.forEach(world::assertPaid);
      world.assertInOrder(16_000);
    }
  }
}
