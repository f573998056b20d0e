package io.fairfall.deposits.indexer;

import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Where too many deposits wait for us, the walk waits too; those that wait for blocks do not count.
 */
@Tag("integration")
class WaitingTest {
  @AutoClose private final DepositsFixture world;

  WaitingTest() throws Exception {
    world = new DepositsFixture();
  }

  @Test
  void theWalkWaitsForWhatIsDecidedAndNotForWhatIsYoung() throws Exception {
    world.mine(20);
    world.anvil.mine(1);
    DepositsContext desk = world.desk();
    Chain chain = desk.nodes(ProviderHealthSnapshot.NONE);
    try (BlockScanner scanner = new BlockScanner(chain, desk.configuration().deposits())) {
      ChainFollower follower =
          new ChainFollower(
              chain,
              desk.configuration().deposits(),
              desk.configuration().walk(),
              scanner,
              desk.wallets());
      Cursor cursor = world.cursor();
      Cursor young = waiting(cursor, cursor.number(), ChainFollower.MAX_WAITING + 1);
      assertEquals(cursor.number() + 1, follower.step(young, 0).cursor().number());
      Cursor most = waiting(cursor, cursor.number() - 12, ChainFollower.MAX_WAITING);
      assertEquals(cursor.number() + 1, follower.step(most, 0).cursor().number());
      Cursor tooMany = waiting(cursor, cursor.number() - 12, ChainFollower.MAX_WAITING + 1);
      ChainFollower.Step step = follower.step(tooMany, 0);
      assertEquals(cursor.number(), step.cursor().number());
      assertTrue(String.valueOf(step.failure()).contains("20001 deposits wait"));
      assertEquals(ChainFollower.MAX_WAITING + 1, step.cursor().outbox().size(), "decided");
      Cursor done = new CursorChange(step.cursor()).outbox(List.of()).made();
      assertNull(follower.step(done, 0).failure());
    }
  }

  private static Cursor waiting(Cursor cursor, long block, int count) {
    List<DepositTransfer> transfers =
        IntStream.range(0, count)
            .mapToObj(
                one -> {
                  String hash = "0x%064x".formatted(one);
                  return new DepositTransfer(
                      DepositTransfer.key(31_337, hash, "I0"),
                      hash,
                      STRANGER,
                      new Wei(BigInteger.TEN),
                      null,
                      block,
                      cursor.hashOf(block));
                })
            .toList();
    return new CursorChange(cursor).pending(transfers).made();
  }
}
