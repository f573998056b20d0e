package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.money.Wei;
import io.fairfall.payouts.Outflows;
import io.fairfall.payouts.PayoutId;
import io.fairfall.settings.SettingKeys;
import io.fairfall.withdrawals.sending.Look;
import io.fairfall.withdrawals.sending.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Senders that are killed, and several at once, never send a player more than was laid down. */
@Tag("integration")
class WithdrawalLimitsTest {
  private static final long DAY_MS = 86_400_000;
  private static final long MEMORY_MS = Outflows.MEMORY_MS + DAY_MS;
  private static final int MAX_CALLS = 400;

  /** A sender that is never killed would prove nothing. */
  private static final int MIN_KILLS = 20;

  private static List<PayoutId> ask(MemoryWorld world, int count) {
    List<PayoutId> ids = new ArrayList<>();
    for (int payout = 0; payout < count; payout++) {
      ids.add(world.withdraw(1_000, false));
    }
    return ids;
  }

  private static long assigned(MemoryWorld world, List<PayoutId> ids) {
    return ids.stream().filter(world::isAssigned).count();
  }

  private static void look(Sender sender) {
    Look ignored = sender.look(() -> true);
  }

  @Test
  void threeSendersAtOnceLetThroughWhatADayTakes() throws Exception {
    try (MemoryWorld world = new MemoryWorld()) {
      world.set(one -> one.with(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(7_999)));
      List<PayoutId> ids = ask(world, 21);
      for (int day = 1; day <= 3; day++) {
        lookAtOnce(world);
        assertEquals(7L * day, assigned(world, ids), "day " + day);
        world.mine();
        look(world.sender());
        world.pass(DAY_MS);
      }
      look(world.sender());
      for (PayoutId id : ids) {
        world.assertEnded(id, true);
      }
      world.assertInOrder(21_000);
    }
  }

  private static void lookAtOnce(MemoryWorld world) throws Exception {
    try (ExecutorService senders = Executors.newFixedThreadPool(3)) {
      List<Future<Look>> looks = new ArrayList<>();
      for (int sender = 0; sender < 3; sender++) {
        looks.add(senders.submit(() -> world.sender().look(() -> true)));
      }
      for (Future<Look> look : looks) {
        Look ignored = look.get();
      }
    }
    look(world.sender());
  }

  @Test
  void aKillAfterAnyCallLetsThroughNoMoreAndHoldsNothingForEver() throws Exception {
    try (MemoryWorld world = new MemoryWorld()) {
      world.set(one -> one.with(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(1_999)));
      int kills = 0;
      boolean wasKilled = true;
      for (int calls = 1; wasKilled; calls++) {
        assertTrue(calls < MAX_CALLS);
        world.pass(MEMORY_MS); // what is read does not grow with what was sent before
        List<PayoutId> ids = ask(world, 2);
        Kill kill = new Kill(calls);
        try {
          look(world.sender(kill));
        } catch (RuntimeException | Kill.KilledError killed) {
          // what it had done stands; the rest is for the next one
        }
        wasKilled = kill.killed();
        kills += wasKilled ? 1 : 0;
        look(world.sender());
        assertEquals(1, assigned(world, ids), "after a kill at call " + calls);
        for (int day = 0; day < 2; day++) {
          world.mine();
          look(world.sender());
          world.pass(DAY_MS);
          look(world.sender());
        }
        for (PayoutId id : ids) {
          world.assertEnded(id, true);
        }
      }
      assertTrue(kills >= MIN_KILLS, kills + " kills");
    }
  }

  @Test
  void aLargeOneWaitsForTwoPeopleAndIsPaidOnce() throws Exception {
    try (MemoryWorld world = new MemoryWorld()) {
      world.set(one -> one.with(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(999)));
      PayoutId id = world.withdraw(1_000, false);
      world.set(one -> one.with(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(9_999)));
      Sender sender = world.sender();
      look(sender);
      world.approve(id, "ann");
      world.approve(id, "ann");
      look(sender);
      assertFalse(world.isAssigned(id), "one person is one, however often");
      world.approve(id, "ben");
      look(sender);
      assertTrue(world.isAssigned(id));
      world.mine();
      look(sender);
      world.assertEnded(id, true);
      world.assertInOrder(1_000);
    }
  }
}
