package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.RpcValue;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor.Untraced;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's transaction whose trace is too much for a parser, or for a node. */
@Tag("integration")
class NestedCallsTest {
  private static final long MUCH_GAS = 90_000_000_000L;

  @ParameterizedTest
  @ValueSource(ints = {600, 1_000})
  void callsNestedDeeplyHideNoPaymentThatComesLater(int depth) throws Exception {
    Anvil anvil = Anvil.start("--gas-limit", Long.toString(4 * MUCH_GAS), "--hardfork", "prague");
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      proxy.always("trace_block", NodeFault.REFUSED); // most nodes have none
      anvil.endow(BOB, BigInteger.TEN.pow(24));
      String payer = anvil.deploy(BOB, PayerContract.payer());
      String nest = anvil.deploy(BOB, PayerContract.nested(HOUSE));
      world.tick();
      String hash = nest(anvil, nest, depth);
      anvil.mine(1);
      BigInteger wei = BigInteger.valueOf(700);
      anvil.send(new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
      world.send(ALICE, 1_000);
      anvil.mine(13);
      world.passedMs.addAndGet(61_000);
      world.tick();
      world.tick();
      assertEquals(depth + 1, depth(anvil, hash), "it is as deep as it should be");
      assertEquals(1_000, world.balance(ALICE));
      assertEquals("700", world.kept().getFirst().amount().toString());
      assertEquals("0", baseline(world).difference());
      assertEquals(0, world.cursor().untracedNow().size());
      var nodes = world.desk().nodes(ProviderHealthSnapshot.NONE);
      assertTrue(nodes.internalTransfers(hash) instanceof Known<?>);
    }
  }

  @Test
  void whatCannotBeTracedIsSetAsideByNameAndTheLookGoesOn() throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(
                anvil, Map.of("ETHEREUM_RPC_URL", proxy.url() + "," + anvil.url()))) {
      String payer = anvil.deploy(BOB, PayerContract.payer());
      world.tick();
      proxy.always("trace_block", NodeFault.REFUSED);
      BigInteger wei = BigInteger.valueOf(300);
      String bad =
          anvil.send(
              new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
      anvil.mine(13);
      proxy.always("debug_traceTransaction", NodeFault.REFUSED);
      for (long passed = 0; passed < Untraced.PATIENCE_MS; passed += 61_000) {
        world.passedMs.addAndGet(61_000);
        world.tick();
        assertFalse(world.cursor().untracedNow().getFirst().isSetAside());
        assertEquals(bad, world.cursor().untracedNow().getFirst().hash());
        assertTrue(baseline(world).block() < anvil.head() - 11, "it is waited for");
        anvil.mine(1);
      }
      world.passedMs.addAndGet(61_000);
      world.tick();
      assertTrue(world.cursor().untracedNow().getFirst().isSetAside());
      assertEquals("300", baseline(world).difference());
      assertEquals(0, world.kept().size());
      proxy.heal();
      proxy.always("trace_block", NodeFault.REFUSED);
      BigInteger more = BigInteger.valueOf(400);
      anvil.send(
          new TransferRequest(BOB, payer, more, PayerContract.pay(new Payment(HOUSE, more))));
      anvil.mine(13);
      world.passedMs.addAndGet(61_000);
      world.tick();
      assertEquals("400", world.kept().getFirst().amount().toString());
      // and what was set aside is made good as soon as it can be traced
      var made =
          new io.fairfall.deposits.repair.Reprocess(
                  world.desk(), world.desk().nodes(ProviderHealthSnapshot.NONE))
              .run(1, anvil.head() - 12, false, java.util.Set.of());
      assertEquals(1, made.missing().size());
      assertEquals(2, world.kept().size());
    }
  }

  private static String nest(Anvil anvil, String nest, int depth) {
    return anvil
        .rpc()
        .call(
            "eth_sendTransaction",
            Map.of(
                "from", BOB,
                "to", nest,
                "value", "0x1",
                "data", "0x%064x".formatted(depth),
                "gas", RpcValue.quantity(MUCH_GAS),
                "maxFeePerGas", RpcValue.quantity(4_000_000_000L),
                "maxPriorityFeePerGas", RpcValue.quantity(1)))
        .text();
  }

  private static int depth(Anvil anvil, String hash) {
    RpcValue frame =
        anvil.rpc().call("debug_traceTransaction", hash, Map.of("tracer", "callTracer"));
    int depth = 0;
    while (!frame.isNull()) {
      depth++;
      var calls = frame.at("calls").items();
      frame = calls.isEmpty() ? new RpcValue(null) : calls.getLast();
    }
    return depth;
  }

  private static BalanceCheckpoint baseline(DepositsFixture world) {
    return Objects.requireNonNull(world.cursor().baseline());
  }
}
