package io.fairfall.deposits.scan;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.ethereumrpc.ProviderHealth;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ethereumrpc.RpcProviders;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that are too much together are asked for in smaller parts, and the node stays well. */
@Tag("integration")
class BatchSizeTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 1})
  void afterATimeOutFewerBlocksAreAskedForTogether(int mostTogether) throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      proxy.silentAbove(mostTogether);
      world.send(ALICE, 70);
      anvil.mine(40);
      RpcProviders nodes = world.desk().nodes(ProviderHealthSnapshot.NONE);
      try (BlockScanner scanner =
          new BlockScanner(nodes, world.desk().configuration().deposits())) {
        int all = 0;
        while (all < 40) {
          BlockScanner.Read read = scanner.next(1L + all, anvil.head());
          assertNull(read.failure());
          assertFalse(read.blocks().isEmpty());
          all += read.blocks().size(); // what is there after five seconds comes first
        }
      }
      for (ProviderHealth node : nodes.standings().providers()) {
        assertEquals(ProviderHealth.State.READY, node.state(world.clock.millis()));
        assertEquals(0, node.rest().failures(), node.toString());
      }
      world.workFor(30_000);
      assertEquals(70, world.balance(ALICE));
      assertTrue(world.cursor().number() >= 40);
    }
  }
}
