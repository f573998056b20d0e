package io.fairfall.deposits.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.DepositsFixture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The operating system kills indexers at random moments, while strangers send dust, contracts pass
 * ether on from a thousand calls deep, and the chain takes back up to thirty blocks, before, during
 * and after looks. Each run is another seed, of which everything is drawn.
 *
 * <p>{@code -Ddeposits.kills=100} makes it a hundred runs, {@code -Ddeposits.killed.dust=1250} ten
 * thousand payments of one wei in each, and {@code -Ddeposits.seed=} begins with another seed.
 */
@Tag("integration")
class KilledIndexerTest {
  private static final int RUNS = Integer.getInteger("deposits.kills", 2);
  private static final int DUST_IN_A_ROUND = Integer.getInteger("deposits.killed.dust", 20);

  /** On a machine that is busy. */
  private static final long PATIENCE_SECONDS = 120;

  private static final long FIRST_SEED = Long.getLong("deposits.seed", 1);

  @Test
  void anIndexerEndsWithWhoStartedIt() throws Exception {
    try (DepositsFixture world = new DepositsFixture()) {
      Process indexer = IndexerProcess.start(world.environment(), 0);
      try {
        assertTrue(indexer.isAlive());
        indexer.getOutputStream().close(); // as the operating system does
        assertTrue(indexer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it outlives its parent");
        assertEquals(IndexerProcess.ORPHANED, indexer.exitValue());
      } finally {
        indexer.destroyForcibly();
      }
    }
  }

  @Test
  @SuppressWarnings("SystemOut") // how far it has come, where it takes an hour
  void innocentPlayersAreCreditedToTheWei() throws Exception {
    AssertionError all = new AssertionError("not as the chain says");
    for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      long beganMs = System.nanoTime() / 1_000_000;
      try (KilledRun run = KilledRun.of(seed, DUST_IN_A_ROUND)) {
        run.play();
        System.out.printf(
            "seed %d: %s, %d ms%n", seed, run.told(), System.nanoTime() / 1_000_000 - beganMs);
      } catch (AssertionError | RuntimeException wrong) {
        System.out.printf("seed %d: %s%n", seed, wrong);
        all.addSuppressed(new AssertionError("seed " + seed, wrong));
      }
    }
    if (all.getSuppressed().length > 0) {
      throw all;
    }
  }
}
