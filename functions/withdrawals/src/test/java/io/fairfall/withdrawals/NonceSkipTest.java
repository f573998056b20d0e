package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.anvil.TransferRequest;
import io.fairfall.payouts.NonceEvent;
import io.fairfall.payouts.PayoutId;
import io.fairfall.withdrawals.sending.NonceDesk;
import io.fairfall.withdrawals.sending.NonceDesk.Outcome;
import io.fairfall.withdrawals.wiring.WithdrawalsContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A nonce that was used by hand is passed over when that is final, and no other nonce is. */
@Tag("integration")
class NonceSkipTest {
  private static final String STRANGER = "0x00000000000000000000000000000000000057a9";
  private static final int FINAL = WithdrawalsFixture.CONFIRMATIONS;

  private static Outcome skip(WithdrawalsFixture world, long nonce) {
    WithdrawalsContext context = world.context;
    return new NonceDesk(context.parts().nonces(), context.parts().nodes(), world.clock)
        .skip(new NonceDesk.Skip(Long.toString(nonce), "ann", "sent by hand"));
  }

  @Test
  void onlyTheNextOneAndOnlyWhenItsUseIsFinal() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      assertEquals(Outcome.NOT_NEXT, skip(world, 0), "nothing has begun");
      PayoutId first = world.withdraw(1_000, world.recipient());
      world.tick();
      world.mine(FINAL);
      world.assertPaid(first);
      long next = world.context.parts().nonces().next().orElseThrow();
      assertEquals(Outcome.NOT_FINAL, skip(world, next), "nobody has used it");
      world.anvil.send(TransferRequest.ether(WithdrawalsFixture.WALLET, STRANGER, BigInteger.TEN));
      world.anvil.mine(FINAL - 1);
      assertEquals(Outcome.NOT_FINAL, skip(world, next), "a reorganisation may take it back");
      world.anvil.mine(1);
      assertEquals(Outcome.NOT_NEXT, skip(world, next - 1), "a payout's");
      assertEquals(Outcome.NOT_NEXT, skip(world, next + 1));
      world.node.isSilent = true;
      assertEquals(Outcome.UNKNOWN, skip(world, next));
      world.node.isSilent = false;
      PayoutId second = world.withdraw(1_000, world.recipient());
      world.tick();
      assertEquals("foreign_nonce", world.word(second));
      assertEquals(Outcome.SKIPPED, skip(world, next));
      assertEquals(
          Optional.of(new NonceEvent.Skipped("ann", "sent by hand")),
          world.context.parts().nonces().owner(next));
      assertEquals(Outcome.NOT_NEXT, skip(world, next), "it is passed over already");
      world.tick();
      world.mine(FINAL);
      world.assertPaid(second);
      world.assertInOrder(2_000);
    }
  }

  @Test
  void theFunctionAnswersInAWord() throws Exception {
    try (WithdrawalsFixture world = new WithdrawalsFixture()) {
      PayoutOperationsHandler handler =
          new PayoutOperationsHandler(world.environment().variables());
      assertEquals(
          "{\"outcome\":\"not_next\"}",
          answer(handler, "{\"nonce\":\"5\",\"by\":\"ann\",\"reason\":\"by hand\"}"));
    }
  }

  private static String answer(PayoutOperationsHandler handler, String command) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler.answer(new ByteArrayInputStream(command.getBytes(StandardCharsets.UTF_8)), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
