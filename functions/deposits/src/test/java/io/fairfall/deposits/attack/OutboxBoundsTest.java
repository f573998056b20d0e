package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.Indexer;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * A walk that is far behind meets blocks full of deposits: with few of them it goes on while they
 * are kept, with more than 600 it waits, and more than 2,000 are carried out in slices.
 */
@Tag("integration")
class OutboxBoundsTest {
  /** Blocks that are walked in steps after the one in which the deposits are decided. */
  private static final int FAR = 1_000;

  private static final int SLICE = 500;

  @AutoClose private final DepositsFixture world;

  OutboxBoundsTest() throws Exception {
    world = new DepositsFixture();
  }

  /** Notes the stored cursor before and after something is kept, which takes its time. */
  private final class Watched implements ExecutionInterceptor {
    private final List<Cursor> seen = new CopyOnWriteArrayList<>();
    private final long waitsMs;

    Watched(long waitsMs) {
      this.waitsMs = waitsMs;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (context.request() instanceof TransactWriteItemsRequest) {
        seen.add(world.cursor());
        try {
          Thread.sleep(waitsMs);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
        seen.add(world.cursor());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 1, 300", "400, 2, 30", "700, 3, 30"})
  void theWalkWaitsForMoreThanSixHundredAndMoreThanTwoThousandAreSlices(
      int each, int blocks, long waitsMs) throws Exception {
    int deposits = each * blocks;
    ManySenders crowd = new ManySenders(world.anvil);
    for (int block = 0; block < blocks; block++) {
      crowd.pay(each, 10);
    }
    world.send(ALICE, 1_000);
    world.anvil.mine(FAR);
    Watched watched = new Watched(waitsMs);
    Environment environment = new Environment(world.environment());
    DepositsContext desk =
        DepositsContext.of(environment, new AwsClients(environment).dynamoDb(watched), world.clock);
    new Indexer(desk).work(world.clock.millis() + 120_000);
    assertEquals(world.anvil.head(), world.cursor().number());
    assertEquals(1_000, world.balance(ALICE));
    assertEquals(deposits, world.desk().unattributed().unclaimed());
    List<Cursor> keeping = watched.seen.stream().filter(one -> !one.outbox().isEmpty()).toList();
    assertFalse(keeping.isEmpty());
    long first = keeping.getFirst().number();
    boolean isWaiting = keeping.stream().allMatch(one -> one.number() == first);
    assertEquals(deposits > 600, isWaiting, "the walk waits");
    boolean isSliced =
        keeping.stream().anyMatch(one -> one.outbox().size() == deposits + 1 - SLICE);
    assertEquals(deposits > 2_000, isSliced, "what is done is saved in slices");
    assertTrue(first < world.anvil.head(), "it was behind");
  }
}
