package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
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
import io.fairfall.anvil.world.ValueOracle;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.journal.StoreUnavailableException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The operating system kills indexers at random moments, while strangers send dust, contracts pass
 * ether on from a thousand calls deep, and the chain takes back up to thirty blocks.
 *
 * <p>{@code -Ddeposits.runs=100} makes it a hundred runs, each of another seed, and {@code
 * -Ddeposits.dust=834} ten thousand payments of one wei in each.
 */
@Tag("integration")
class KilledIndexerTest {
  private static final int RUNS = Integer.getInteger("deposits.runs", 1);
  private static final int DUST_IN_A_BLOCK = Integer.getInteger("deposits.dust", 40);
  private static final long FIRST_SEED = Long.getLong("deposits.seed", 1);
  private static final int BLOCKS = 12;
  private static final int DEEPEST = 30;
  private static final int NESTED = 1_000;
  private static final int MAX_LOOKS = 5;
  private static final long MUCH_GAS = 28_000_000;

  @Test
  void innocentPlayersAreCreditedToTheWei() throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      Anvil anvil = Anvil.start();
      anvil.endow(BOB, BigInteger.TEN.pow(24));
      try (FaultProxy proxy = FaultProxy.before(anvil.url());
          Run run = new Run(seed, anvil, proxy)) {
        proxy.always("trace_block", NodeFault.REFUSED); // most nodes have none
        run.play();
      } catch (AssertionError | RuntimeException wrong) {
        throw new AssertionError("seed " + seed, wrong);
      }
    }
  }

  /** One run. */
  private static final class Run implements AutoCloseable {
    private final Random random;
    private final Anvil anvil;
    private final DepositsFixture world;
    private final ManySenders crowd;
    private final String payer;
    private final String nest;
    private final long first;
    private int kills;
    private int approvals;

    Run(long seed, Anvil anvil, FaultProxy proxy) {
      this.random = new Random(seed);
      this.anvil = anvil;
      this.payer = anvil.deploy(BOB, PayerContract.payer());
      this.nest = anvil.deploy(BOB, PayerContract.nested(HOUSE));
      anvil.mine(40);
      this.first = anvil.head() + 1;
      this.world =
          new DepositsFixture(
              anvil,
              Map.of(
                  "ETHEREUM_RPC_URL",
                  proxy.url().toString(),
                  "INDEXER_FIRST_BLOCK",
                  Long.toString(first)));
      this.crowd = new ManySenders(anvil);
    }

    @Override
    public void close() {
      world.close(); // and there the oracle is asked
    }

    void play() throws Exception {
      world.mine(DEEPEST);
      for (int block = 0; block < BLOCKS; block++) {
        Process indexer = IndexerProcess.start(world.environment(), world.passedMs.get());
        try {
          happen(block);
          Thread.sleep(random.nextInt(300));
        } finally {
          indexer.destroyForcibly(); // SIGKILL
          assertTrue(indexer.waitFor(30, TimeUnit.SECONDS));
          kills++;
        }
        world.passedMs.addAndGet(CursorTable.LEASE_MS);
        approveWhereItIsHalted();
      }
      look();
      anvil.reorg(DEEPEST); // deeper than is followed without an operator
      world.send(ALICE, 5_000);
      anvil.mine(1);
      look();
      assertTrue(world.cursor().isHalted());
      approveWhereItIsHalted();
      anvil.mine(13);
      for (int look = 0; look < 6; look++) {
        world.passedMs.addAndGet(61_000);
        look();
        approveWhereItIsHalted();
      }
      assertEquals(BLOCKS, kills);
      assertTrue(approvals > 0);
      assertFalse(world.cursor().isHalted());
      assertEquals(onTheChain(ALICE), world.balance(ALICE));
      assertEquals(0, world.cursor().untracedNow().size());
    }

    /** A look that the store does not answer in time is followed by the next minute's. */
    private void look() {
      for (int attempt = 1; ; attempt++) {
        try {
          world.tick();
          return;
        } catch (StoreUnavailableException busy) {
          assertTrue(attempt < MAX_LOOKS, busy.toString());
          world.passedMs.addAndGet(CursorTable.LEASE_MS);
        }
      }
    }

    /** What happens in one block, and sometimes to those before. */
    private void happen(int block) {
      if (block % 3 == 1) {
        int depth = 1 + random.nextInt(DEEPEST);
        anvil.reorg((int) Math.min(depth, anvil.head() - 41));
      }
      world.send(ALICE, 1_000 + block);
      world.send(STRANGER, 60 + block);
      BigInteger wei = BigInteger.valueOf(300 + block);
      anvil.send(new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
      if (block == 5) {
        nest();
      }
      crowd.pay(DUST_IN_A_BLOCK, 1);
      anvil.mine(1 + random.nextInt(3));
    }

    /** What an account has paid, by the chain's own traces. */
    private long onTheChain(String player) {
      return ValueOracle.into(anvil.url(), HOUSE, first, anvil.head(), BigInteger.ZERO).stream()
          .filter(one -> one.from().equals(player))
          .map(ValueOracle.Received::wei)
          .reduce(BigInteger.ZERO, BigInteger::add)
          .longValueExact();
    }

    private void approveWhereItIsHalted() {
      for (int attempt = 0; world.cursor().isHalted(); attempt++) {
        assertTrue(attempt < 5, "it stays halted");
        anvil.mine(13); // nothing is approved before it is final
        Map<String, Object> answer =
            new DepositAdminHandler(world.another())
                .answer("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"a fork\"}");
        if (Boolean.TRUE.equals(answer.get("ok"))) {
          approvals++;
        }
      }
    }

    private void nest() {
      anvil
          .rpc()
          .call(
              "eth_sendTransaction",
              Map.of(
                  "from", BOB,
                  "to", nest,
                  "value", "0x1",
                  "data", "0x%064x".formatted(NESTED),
                  "gas", RpcValue.quantity(MUCH_GAS),
                  "maxFeePerGas", RpcValue.quantity(4_000_000_000L),
                  "maxPriorityFeePerGas", RpcValue.quantity(1)));
    }
  }
}
