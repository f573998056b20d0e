package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.LyingNode;
import io.fairfall.deposits.cursor.Cursor.Untraced;
import io.fairfall.deposits.repair.Reprocess;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.ethereumrpc.EthereumNode;
import io.fairfall.ethereumrpc.InternalTransfer;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stranger's transaction of which a node's trace says what did not happen. */
@Tag("integration")
class OddTracesTest {
  /**
   * Pays what it gets to an address, and then destroys itself in favour of itself. The node of the
   * tests tells of that as of a second payment, in both kinds of traces.
   */
  private static String payingAndDestroyed(String to) {
    String runtime = "5f5f5f5f3473" + to.substring(2) + "5af15030ff";
    return "0x601f8060095f395ff3" + runtime;
  }

  @Test
  void aTraceThatCountsAPaymentTwiceBlindsNobody() throws Exception {
    Anvil anvil = Anvil.start();
    try (DepositsFixture world = new DepositsFixture(anvil, Map.of())) {
      String payer = anvil.deploy(BOB, PayerContract.payer());
      String odd = anvil.deploy(BOB, payingAndDestroyed(HOUSE));
      world.tick();
      String hash = anvil.send(new TransferRequest(BOB, odd, BigInteger.valueOf(300), "0x"));
      pay(anvil, payer, 50);
      anvil.mine(13);
      assertEquals(
          2, known(world.desk().nodes(ProviderHealthSnapshot.NONE).internalTransfers(hash)));
      for (int look = 0; look < 5; look++) {
        world.passedMs.addAndGet(61_000);
        world.tick();
        anvil.mine(1);
      }
      pay(anvil, payer, 700);
      anvil.mine(13);
      world.passedMs.addAndGet(61_000);
      world.tick();
      world.tick();
      assertEquals(
          List.of("700", "50"), world.kept().stream().map(one -> one.amount().toString()).toList());
      assertEquals(
          List.of(hash), world.cursor().untracedNow().stream().map(Untraced::hash).toList());
      assertEquals("300", Objects.requireNonNull(world.cursor().baseline()).difference());
      Reprocess.Done done =
          new Reprocess(world.desk(), world.desk().nodes(ProviderHealthSnapshot.NONE))
              .run(1, anvil.head() - 12, false, Set.of());
      assertEquals(List.of(), done.missing());
      assertEquals(1, done.untraced().size());
      world.withoutOracle(); // which believes the trace, where the balance does not
    }
  }

  @Test
  void aNodeThatCountsOtherwiseMakesNoSecondDepositOfAPayment() throws Exception {
    Anvil anvil = Anvil.start();
    try (DepositsFixture world = new DepositsFixture(anvil, Map.of())) {
      String payer = anvil.deploy(BOB, PayerContract.payer());
      world.tick();
      String data =
          PayerContract.pay(
              new Payment(ALICE, BigInteger.ONE),
              new Payment(HOUSE, BigInteger.valueOf(300)),
              new Payment(HOUSE, BigInteger.valueOf(300)));
      anvil.send(new TransferRequest(BOB, payer, BigInteger.valueOf(601), data));
      anvil.mine(13);
      world.passedMs.addAndGet(61_000);
      world.tick();
      List<String> keys = world.kept().stream().map(DepositTransfer::key).sorted().toList();
      assertTrue(keys.size() == 2 && keys.getFirst().endsWith(":I1"), keys.toString());
      // such as one that tells of a contract's end in its own favour, beside one that does not
      LyingNode other = new LyingNode(new EthereumNode(anvil.url().toString()));
      other.tracesBlocksAs(new RpcResult.Failed<>(RpcResult.Failure.REFUSED, "no such method"));
      other.inventTraces(payer, HOUSE, 300);
      Reprocess.Done done =
          new Reprocess(world.desk(), other).run(1, anvil.head() - 12, false, Set.of());
      assertEquals(List.of(), done.missing());
      assertEquals(keys, world.kept().stream().map(DepositTransfer::key).sorted().toList());
    }
  }

  private static int known(RpcResult<List<InternalTransfer>> answer) {
    return answer instanceof Known<List<InternalTransfer>>(var moved) ? moved.size() : -1;
  }

  private static void pay(Anvil anvil, String payer, long amount) {
    BigInteger wei = BigInteger.valueOf(amount);
    anvil.send(new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
  }
}
