package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.payouts.PayoutId;
import io.fairfall.withdrawals.sending.Look;
import io.fairfall.withdrawals.sending.Sender;
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
  private static void live(MemoryWorld world, Kill kill) {
    try {
      Sender doomed = world.sender(kill);
      Look ignored = doomed.look(() -> true);
      world.mine();
      ignored = doomed.look(() -> true);
    } catch (RuntimeException | Kill.KilledError killed) {
      // what it had done stands; the rest is for the next one
    }
  }

  @Test
  void aKillAfterAnyCallPaysOnceOrGivesBackOnce() throws Exception {
    try (MemoryWorld world = new MemoryWorld()) {
      long paid = 0;
      int kills = 0;
      boolean wasKilled = true;
      for (int calls = 1; wasKilled; calls++) {
        assertTrue(calls < MAX_CALLS);
        PayoutId paying = world.withdraw(1_000 + calls, false);
        PayoutId refused = world.withdraw(2_000, true);
        Kill kill = new Kill(calls);
        live(world, kill);
        wasKilled = kill.killed();
        kills += wasKilled ? 1 : 0;
        Sender next = world.sender();
        for (int look = 0; look < 2; look++) {
          Look ignored = next.look(() -> true);
          world.mine();
        }
        Look last = next.look(() -> true);
        assertTrue(last.found().isEmpty(), "halted after a kill at call " + calls);
        paid += 1_000 + calls;
        world.assertEnded(paying, true);
        world.assertEnded(refused, false);
        if (!wasKilled || calls % 10 == 0) {
          world.assertInOrder(paid);
        }
      }
      assertTrue(kills >= MIN_KILLS, kills + " kills");
    }
  }

  @Test
  void threeSendersAtOncePayEachOfFortyOnce() throws Exception {
    try (MemoryWorld world = new MemoryWorld()) {
      List<PayoutId> ids = new ArrayList<>();
      for (int payout = 0; payout < 40; payout++) {
        ids.add(world.withdraw(1_000, payout % 8 == 0));
      }
      try (ExecutorService senders = Executors.newFixedThreadPool(3)) {
        for (int round = 0; round < 3; round++) {
          List<Future<Look>> looks = new ArrayList<>();
          for (int sender = 0; sender < 3; sender++) {
            looks.add(senders.submit(() -> world.sender().look(() -> true)));
          }
          for (Future<Look> look : looks) {
            Look ignored = look.get();
          }
          world.mine();
        }
      }
      Sender last = world.sender();
      for (int look = 0; look < 2; look++) {
        Look ignored = last.look(() -> true);
        world.mine();
      }
      for (int payout = 0; payout < 40; payout++) {
        world.assertEnded(ids.get(payout), payout % 8 != 0);
      }
      world.assertInOrder(35_000);
    }
  }

  @Test
  void aQueueThatIsLongerThanOneLookTakesIsWorkedOffByTheNext() throws Exception {
    try (MemoryWorld world = new MemoryWorld()) {
      world.crowd(1_000);
      PayoutId id = world.withdraw(1_000, false);
      Sender sender = world.sender();
      Look first = sender.look(() -> true);
      assertEquals(1_000L, first.counts().numbers().get("PayoutsOpen"));
      assertFalse(world.isAssigned(id));
      Look second = sender.look(() -> true);
      assertEquals(1L, second.counts().numbers().get("PayoutsOpen"));
      assertTrue(world.isAssigned(id));
    }
  }
}
