package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.journal.Append;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.money.Wei;
import io.fairfall.payouts.BrokenPayoutException;
import io.fairfall.payouts.NonceEvent;
import io.fairfall.payouts.NonceJson;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Mined;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJson;
import java.math.BigInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody who can write into the table of payouts, and has no key, gets nothing paid or told. */
@Tag("integration")
class ForgedPayoutTest {
  private static final int FINAL = WithdrawalsFixture.CONFIRMATIONS;
  private static final long AMOUNT = 1_000;

  private static void write(Journals table, PayoutId id, long version, PayoutEvent event) {
    put(table, new Entry(id.journal(), version, event.type(), now(), PayoutJson.body(event)));
  }

  private static void put(Journals table, Entry entry) {
    assertInstanceOf(Append.Written.class, table.append(entry));
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static Journals table(WithdrawalsFixture world) {
    return new DynamoJournals(world.dynamo(), world.environment().require("PAYOUTS_TABLE"));
  }

  /** The sender names it, and neither the chain nor the account hears of it. */
  private static void assertNothingFollows(WithdrawalsFixture world, PayoutId id, Wei before) {
    world.tick();
    world.mine(FINAL);
    world.tick();
    assertThrows(BrokenPayoutException.class, () -> world.state(id));
    assertEquals(1, world.receipts(id).size(), "the ledger was told of an end");
    assertEquals(before, world.available());
    assertTrue(world.context.queue().find(id).isEmpty(), "it was judged as if it were ours");
  }

  @Test
  void aForgedPaymentIsNotToldToTheLedger() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(AMOUNT, world.recipient());
      Wei before = world.available();
      Journals table = table(world);
      write(table, id, 2, new Assigned(Anvil.CHAIN_ID, WithdrawalsFixture.WALLET, 0));
      String hash = "0x" + "ab".repeat(32);
      write(table, id, 3, new Paid(new Mined(hash, 1, hash, Wei.of(1))));
      assertNothingFollows(world, id, before);
    }
  }

  @Test
  void aForgedRefundIsNotGivenBack() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(AMOUNT, world.recipient());
      Wei before = world.available();
      write(table(world), id, 2, new Refunded(Refunded.DENIED, "ann", null));
      assertNothingFollows(world, id, before);
    }
  }

  @Test
  void aRefundForgedBehindWhatWasSentIsNotGivenBackThoughItWasPaid() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(AMOUNT, world.recipient());
      world.tick();
      String hash = world.state(id).attempts().getFirst().hash();
      Wei before = world.available();
      Mined mined = new Mined(hash, 1, hash, Wei.of(1));
      write(table(world), id, 4, new Refunded(Refunded.REVERTED, null, mined));
      world.mine(FINAL);
      assertThrows(BrokenPayoutException.class, () -> world.state(id));
      assertEquals(1, world.receipts(id).size());
      assertEquals(before, world.available());
    }
  }

  @Test
  void aForgedRequestIsNotPaidThoughItSaysWhatTheAccountSays() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      String to = world.recipient();
      Journals table = table(world);
      PayoutId next = world.nextWithdrawal();
      write(table, next, 1, new Asked(Wei.of(AMOUNT), to, now(), 0, 0));
      assertEquals(next, world.onlyDebit(AMOUNT, to));
      world.context.queue().put(next);
      assertNothingFollows(world, next, world.available());
      assertEquals(BigInteger.ZERO, world.anvil.balance(to));
    }
  }

  @Test
  void aForgedNonceIsNotSignedFor() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId first = world.withdraw(AMOUNT, world.recipient());
      world.tick();
      world.mine(FINAL);
      world.assertPaid(first);
      String to = world.recipient();
      PayoutId id = world.withdraw(AMOUNT, to);
      Wei before = world.available();
      write(table(world), id, 2, new Assigned(Anvil.CHAIN_ID, WithdrawalsFixture.WALLET, 1));
      assertNothingFollows(world, id, before);
      assertEquals(BigInteger.ZERO, world.anvil.balance(to));
    }
  }

  @Test
  void aForgedOwnerOfANonceStopsNewOnesAndIsNamed() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId first = world.withdraw(AMOUNT, world.recipient());
      world.tick();
      world.mine(FINAL);
      world.assertPaid(first);
      String nonces = world.context.parts().nonces().name();
      NonceEvent owner = new NonceEvent.Claimed(new PayoutId("0x" + "1".repeat(40), 7));
      put(table(world), new Entry(nonces, 3, "claimed", now(), NonceJson.body(owner)));
      PayoutId second = world.withdraw(AMOUNT, world.recipient());
      world.tick();
      assertEquals("foreign_nonce", world.word(second));
      assertTrue(world.state(second).assigned() == null);
      world.assertOpen(second);
    }
  }
}
