package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.ethereumrpc.WalletNode;
import io.fairfall.ethereumsignatures.LocalSigner;
import io.fairfall.ethereumsignatures.SignerUnavailableException;
import io.fairfall.ethereumsignatures.TransactionSigner;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Cancelling;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import io.fairfall.withdrawals.wiring.WithdrawalsContext;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What chains, nodes, keys and recipients do to a payout, each on a real node. */
@Tag("integration")
class WithdrawalCasesTest {
  private static final int FINAL = WithdrawalsFixture.CONFIRMATIONS;
  private static final long BUMP_MS = 60_000;
  private static final long RESEND_MS = 15_000;

  @Test
  void aPaymentIsConfirmedBlockByBlockAndEndsAtTheDepth() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      assertEquals("sent", world.word(id));
      world.mine(1);
      assertEquals("confirming", world.word(id));
      world.mine(FINAL - 2);
      assertEquals("confirming", world.word(id));
      world.assertOpen(id);
      world.mine(1);
      world.assertPaid(id);
      world.assertInOrder(1_000);
    }
  }

  @Test
  void whatWasSentThoughTheAnswerWasLostIsPaidOnce() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      world.node.losesAnswers = true;
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      world.pass(RESEND_MS);
      world.tick();
      world.mine(FINAL);
      world.assertPaid(id);
      assertEquals(1, world.state(id).attempts().size());
    }
  }

  @Test
  void anOldAttemptThatWinsAgainstADearerOnePaysAndEndsIt() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      world.node.dropsTransactions = true;
      world.pass(BUMP_MS);
      world.tick();
      assertEquals(2, world.state(id).attempts().size());
      world.mine(FINAL);
      world.assertPaid(id);
      assertEquals(world.state(id).attempts().getFirst().hash(), world.paidWith(id));
    }
  }

  @Test
  void aDearerAttemptThatWinsPaysOnce() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      world.pass(BUMP_MS);
      world.tick();
      world.mine(FINAL);
      world.assertPaid(id);
      assertEquals(world.state(id).attempts().getLast().hash(), world.paidWith(id));
      world.assertInOrder(1_000);
    }
  }

  @Test
  void anHourInWhichNothingIsMinedEndsInOnePayment() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      world.node.dropsTransactions = true;
      PayoutId id = world.withdraw(1_000, world.recipient());
      PayoutId behind = world.withdraw(2_000, world.recipient());
      for (int minute = 0; minute < 60; minute++) {
        world.tick();
        world.anvil.mine(5);
        world.pass(BUMP_MS);
      }
      List<Attempt> attempts = world.state(id).attempts();
      assertTrue(attempts.size() > 10, attempts.size() + " attempts");
      assertTrue(attempts.getLast().fees().max().compareTo(Wei.of(20_000_000_000L)) <= 0);
      // only what the chain waits for becomes dearer
      assertEquals(1, world.state(behind).attempts().size());
      assertEquals("fee_budget", world.word(id));
      world.node.dropsTransactions = false;
      world.tick();
      world.mine(FINAL);
      world.tick();
      world.mine(FINAL);
      world.assertPaid(id);
      world.assertPaid(behind);
      world.assertInOrder(3_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 11})
  void aMinedPaymentThatAReorganisationTakesAwayIsSentAgain(int depth) throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      world.mine(depth);
      assertEquals("confirming", world.word(id));
      world.anvil.reorg(depth);
      assertEquals(BigInteger.ZERO, world.arrived(id));
      world.pass(RESEND_MS);
      world.tick();
      world.assertOpen(id);
      world.mine(FINAL);
      world.assertPaid(id);
      assertEquals(1, world.state(id).attempts().size());
      world.assertInOrder(1_000);
    }
  }

  @Test
  void aRecipientThatRefusesIsGivenBackAndNoneWaitsForIt() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId refused = world.withdraw(1_000, world.refusing());
      PayoutId paid = world.withdraw(2_000, world.recipient());
      world.tick();
      assertEquals(100_000, world.state(refused).attempts().getFirst().gas());
      world.mine(FINAL);
      world.assertRefunded(refused, Refunded.REVERTED);
      world.assertPaid(paid);
      world.assertInOrder(2_000);
    }
  }

  @Test
  void aRecipientWithCodeGetsTheGasThatItNeeds() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      String to = world.recipient();
      // stores what it was sent
      world.anvil.rpc().call("anvil_setCode", to, "0x3460005500");
      PayoutId id = world.withdraw(1_000, to);
      world.tick();
      long gas = world.state(id).attempts().getFirst().gas();
      assertTrue(gas > 43_000 && gas < 100_000, gas + " gas");
      world.mine(FINAL);
      world.assertPaid(id);
    }
  }

  @Test
  void aCancellationThatComesFirstGivesBackAndNoPaymentFollows() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      world.node.dropsTransactions = true;
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      cancel(world, id);
      world.node.dropsTransactions = false;
      world.tick();
      world.mine(FINAL);
      world.assertRefunded(id, Refunded.CANCELLED);
      assertEquals(Kind.CANCEL, world.state(id).attempts().getLast().kind());
      world.assertInOrder(0);
    }
  }

  @Test
  void aCancellationThatLosesTheRacePays() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId id = world.withdraw(1_000, world.recipient());
      world.tick();
      world.node.dropsTransactions = true;
      cancel(world, id);
      world.tick();
      assertEquals(2, world.state(id).attempts().size());
      world.mine(FINAL);
      world.assertPaid(id);
      world.assertInOrder(1_000);
    }
  }

  private static void cancel(WithdrawalsFixture world, PayoutId id) {
    assertTrue(
        world
            .context
            .parts()
            .payouts()
            .change(id, new Cancelling("ann", "the wrong address"), world.clock.millis())
            .refusal()
            .isEmpty());
  }

  /** A key that does not answer, some times in a row. */
  private static final class MoodySigner implements TransactionSigner {
    private final TransactionSigner signer =
        LocalSigner.parse(WithdrawalsFixture.KEY).orElseThrow();
    private final AtomicInteger failures;

    MoodySigner(int failures) {
      this.failures = new AtomicInteger(failures);
    }

    @Override
    public String address() {
      return signer.address();
    }

    @Override
    public EcdsaSignature sign(byte[] digest) {
      if (failures.getAndDecrement() > 0) {
        throw new SignerUnavailableException("no answer", new IllegalStateException("moody"));
      }
      return signer.sign(digest);
    }
  }

  @Test
  void aKeyThatFailsAThousandTimesAfterTheNonceLeavesNoGapAndNoJam() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      WithdrawalsContext moody =
          WithdrawalsContext.of(
              world.environment(),
              world.dynamo(),
              List.of(world.node),
              new MoodySigner(1_000),
              world.clock);
      List<PayoutId> ids =
          IntStream.rangeClosed(1, 16)
              .mapToObj(number -> world.withdraw(1_000, world.recipient()))
              .toList();
      // sixteen failures a look, each after its nonce was claimed
      for (int look = 0; look < 63; look++) {
        var ignored = moody.sender().look(() -> true);
      }
      assertEquals(1, world.state(ids.getLast()).attempts().size());
      assertEquals(0, world.state(ids.getFirst()).attempts().size());
      world.tick();
      world.mine(FINAL);
      ids.forEach(world::assertPaid);
      world.assertInOrder(16_000);
    }
  }

  @Test
  void nodesThatDoNotSayTheSameDecideNothing() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      ScriptedNode second = new ScriptedNode(new WalletNode(world.anvil.url().toString()));
      WithdrawalsContext two = world.another(world.dynamo(), world.node, second);
      PayoutId id = world.withdraw(1_000, world.recipient());
      second.isSilent = true;
      world.tick(two);
      assertEquals("unknown", world.word(id));
      second.isSilent = false;
      world.tick(two);
      assertEquals("sent", world.word(id));
      assertEquals(1, world.node.sent);
      assertEquals(1, second.sent);
      second.deniesReceipts = true;
      world.anvil.mine(FINAL);
      world.tick(two);
      assertEquals("unknown", world.word(id));
      world.assertOpen(id);
      second.deniesReceipts = false;
      world.tick(two);
      world.assertPaid(id);
    }
  }

  @Test
  void whatTheLedgerDoesNotConfirmIsNeverPaid() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId real = world.withdraw(1_000, world.recipient());
      PayoutId forged = new PayoutId(real.player(), real.version() + 1);
      PayoutId other = new PayoutId(real.player(), 1);
      for (PayoutId id : List.of(forged, other)) {
        Asked asked = new Asked(Wei.of(5_000), world.recipient(), 0, 0, 0);
        assertEquals(asked, world.context.parts().payouts().ask(id, asked, 0).asked());
        world.context.queue().put(id);
      }
      world.tick();
      world.mine(FINAL);
      world.assertPaid(real);
      for (PayoutId id : List.of(forged, other)) {
        assertTrue(world.state(id).assigned() == null);
      }
      world.assertInOrder(1_000);
    }
  }

  /** As after a restore of what the sender knew, to a moment before the payment. */
  @Test
  void whatTheLedgerKnowsToHaveEndedIsNotPaidAgain() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutId ended = world.withdraw(1_000, world.recipient());
      world.endInLedger(ended);
      PayoutId next = world.withdraw(500, world.recipient());
      world.tick();
      world.mine(FINAL);
      assertTrue(world.state(ended).assigned() == null);
      assertEquals(BigInteger.ZERO, world.arrived(ended));
      world.assertPaid(next);
    }
  }
}
