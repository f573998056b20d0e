package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.TransferRequest;
import io.fairfall.payouts.PayoutId;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.withdrawals.sending.SenderLease;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stops payouts, and what ends that, on a real node. */
@Tag("integration")
class WithdrawalHaltsTest {
  private static final int FINAL = WithdrawalsFixture.CONFIRMATIONS;
  private static final long BUMP_MS = 60_000;
  private static final String STRANGER = "0x0000000000000000000000000000000000057a9e";

  @Test
  void aNonceThatWasUsedByHandHaltsUntilSomebodySaysSo() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId first = world.withdraw(1_000, world.recipient());
      world.tick();
      world.mine(FINAL);
      world.assertPaid(first);
      world.anvil.send(TransferRequest.ether(WithdrawalsFixture.WALLET, STRANGER, BigInteger.TEN));
      world.anvil.mine(1);
      PayoutId second = world.withdraw(1_000, world.recipient());
      world.tick();
      assertEquals("foreign_nonce", world.word(second));
      long next = world.context.parts().nonces().next().orElseThrow();
      assertTrue(world.context.parts().nonces().skip(next, "ann", "by hand", world.clock.millis()));
      world.tick();
      world.mine(FINAL);
      world.assertPaid(second);
    }
  }

  @Test
  void aNonceThatAStrangerTookFromAPayoutIsNeverTakenForAnEnd() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      world.node.dropsTransactions = true;
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      world.anvil.send(TransferRequest.ether(WithdrawalsFixture.WALLET, STRANGER, BigInteger.TEN));
      world.mine(1);
      assertEquals("nonce_taken", world.word(id));
      world.mine(FINAL);
      assertEquals("foreign_nonce", world.word(id));
      world.pass(BUMP_MS);
      world.tick();
      world.assertOpen(id);
      assertEquals(1, world.state(id).attempts().size());
    }
  }

  @Test
  void anEmptyWalletHaltsAndGoesOnByItselfWhenItHasEnough() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      world.anvil.endow(WithdrawalsFixture.WALLET, BigInteger.TEN);
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      assertEquals("hot_wallet_low", world.word(id));
      assertTrue(world.state(id).assigned() == null);
      world.anvil.endow(WithdrawalsFixture.WALLET, BigInteger.TEN.pow(18));
      world.mine(1);
      world.mine(FINAL);
      world.assertPaid(id);
    }
  }

  @Test
  void pausedWithdrawalsAreNotSentUntilTheyAreResumed() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId sent = world.withdraw(1_000, world.recipient());
      world.tick();
      PayoutId waiting = world.withdraw(1_000, world.recipient());
      pause(world, true);
      world.mine(FINAL);
      world.assertPaid(sent);
      assertEquals("withdrawals_paused", world.word(waiting));
      assertTrue(world.state(waiting).assigned() == null);
      pause(world, false);
      world.tick();
      world.mine(FINAL);
      world.assertPaid(waiting);
    }
  }

  private static void pause(WithdrawalsFixture world, boolean isPaused) {
    var ignored =
        world
            .context
            .settings()
            .change(
                settings -> settings.with(SettingKeys.WITHDRAWALS_PAUSED, isPaused),
                "a test",
                "ann");
  }

  @Test
  void whileTheIndexerIsHaltedNothingIsSentNorEnded() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId sent = world.withdraw(1_000, world.recipient());
      world.tick();
      var paused = world.context.settings().change(Settings::pauseBetting, "a deep one", "indexer");
      assertTrue(paused.settings().bettingPaused());
      PayoutId waiting = world.withdraw(1_000, world.recipient());
      world.mine(FINAL);
      assertEquals("indexer_halted", world.word(sent));
      assertEquals("indexer_halted", world.word(waiting));
      world.assertOpen(sent);
      var resumed =
          world
              .context
              .settings()
              .change(
                  settings -> settings.with(SettingKeys.BETTING_PAUSED, false), "approved", "ann");
      assertFalse(resumed.settings().bettingPaused());
      world.tick();
      world.mine(FINAL);
      world.assertPaid(sent);
      world.assertPaid(waiting);
    }
  }

  @Test
  void moreThanTheBoundInFlightWaitForTheirPlaces() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      List<PayoutId> ids =
          IntStream.rangeClosed(1, 17)
              .mapToObj(number -> world.withdraw(1_000, world.recipient()))
              .toList();
      world.tick();
      assertEquals(16, ids.stream().filter(id -> world.state(id).assigned() != null).count());
      assertEquals("in_flight", world.word(ids.getLast()));
      world.mine(FINAL);
      world.mine(FINAL);
      ids.forEach(world::assertPaid);
      world.assertInOrder(17_000);
    }
  }

  @Test
  void aLeaseThatIsHeldIsNotTakenAndWhoSleptPastItLearnsSo() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      SenderLease lease = world.context.lease();
      long old = lease.take(1_000).orElseThrow();
      assertTrue(lease.take(1_000 + SenderLease.LEASE_MS - 1).isEmpty());
      assertTrue(lease.renew(old, 1_500));
      assertTrue(lease.take(1_000 + SenderLease.LEASE_MS).isEmpty());
      long next = lease.take(1_500 + SenderLease.LEASE_MS).orElseThrow();
      assertFalse(lease.renew(old, 1_600 + SenderLease.LEASE_MS));
      assertFalse(lease.release(old, 1_600 + SenderLease.LEASE_MS));
      assertTrue(lease.release(next, 1_600 + SenderLease.LEASE_MS));
    }
  }
}
