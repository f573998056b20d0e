package io.fairfall.deposits;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** An indexer is killed after each of its calls to the store, and others take over. */
@Tag("integration")
class CrashTest {
  private static final int MAX_CALLS = 200;

  /** An indexer that is never killed would prove nothing. */
  private static final int MIN_KILLS = 12;

  /** A store that works for some calls and is answered no more after the last of them. */
  private static final class Kill implements ExecutionInterceptor {
    private final AtomicInteger left;

    Kill(int calls) {
      this.left = new AtomicInteger(calls);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (left.decrementAndGet() < 0) {
        throw SdkClientException.create("killed");
      }
    }

    /** The last call is done, and its answer is lost. */
    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (left.get() <= 0) {
        throw SdkClientException.create("killed");
      }
    }

    boolean killed() {
      return left.get() <= 0;
    }
  }

  @Test
  void aKillAfterAnyCallLosesAndDoublesNothing() throws Exception {
    try (DepositsFixture world = new DepositsFixture()) {
      world.tick();
      long alice = 0;
      long kept = 0;
      boolean wasKilled = true;
      int kills = 0;
      for (int calls = 1; wasKilled; calls++) {
        assertTrue(calls < MAX_CALLS);
        world.send(ALICE, 100);
        world.send(ALICE, 11);
        world.send(STRANGER, 10);
        world.anvil.mine(12);
        Kill kill = new Kill(calls);
        Environment environment = new Environment(world.variables);
        DepositsContext doomed =
            DepositsContext.of(
                environment, new AwsClients(environment).dynamoDb(kill), world.clock);
        try {
          new Indexer(doomed).work(0);
        } catch (RuntimeException killed) {
          // what it had done stands; the rest is for the next one
        }
        wasKilled = kill.killed();
        kills += wasKilled ? 1 : 0;
        world.passedMs.addAndGet(CursorTable.LEASE_MS);
        world.tick();
        alice += 111;
        kept += 1;
        assertEquals(alice, world.balance(ALICE), "killed after call " + calls);
        assertEquals(kept, world.desk().unattributed().unclaimed());
        assertEquals(0, world.told(ALICE).pending().size());
      }
      assertTrue(kills >= MIN_KILLS, kills + " kills");
    }
  }

  @Test
  void aKillAfterAnyCallOfALongCatchUpLosesAndDoublesNothing() throws Exception {
    try (DepositsFixture first = new DepositsFixture()) {
      for (int block = 0; block < 6; block++) {
        first.send(ALICE, 100);
        first.send(BOB, 7);
        first.send(STRANGER, 10);
        first.anvil.mine(block % 2 == 0 ? 1 : BlockScanner.WINDOW_BLOCKS / 2);
      }
      first.anvil.mine(12);
      boolean wasKilled = true;
      int kills = 0;
      for (int calls = 1; wasKilled; calls += calls < 12 ? 1 : 7) {
        DepositsFixture world = new DepositsFixture(first.anvil, Map.of());
        Kill kill = new Kill(calls);
        Environment environment = new Environment(world.variables);
        DepositsContext doomed =
            DepositsContext.of(
                environment, new AwsClients(environment).dynamoDb(kill), world.clock);
        try {
          new Indexer(doomed).work(world.clock.millis() + 10_000);
        } catch (RuntimeException killed) {
          // what it had done stands; the rest is for the next one
        }
        wasKilled = kill.killed();
        kills += wasKilled ? 1 : 0;
        world.passedMs.addAndGet(CursorTable.LEASE_MS);
        world.tick();
        assertEquals(600, world.balance(ALICE), "killed after call " + calls);
        assertEquals(6, world.version(ALICE));
        assertEquals(42, world.balance(BOB), "killed after call " + calls);
        assertEquals(6, world.desk().unattributed().unclaimed());
        assertEquals(0, world.told(ALICE).pending().size());
        assertEquals(6, world.told(ALICE).ended().size());
        if (!wasKilled || kills == MIN_KILLS) {
          world.assertAsTheOracleSays();
        }
      }
      assertTrue(kills >= MIN_KILLS, kills + " kills");
    }
  }

  /** A store that once has no answer for credits in one transaction. */
  private static final class LostOnce implements ExecutionInterceptor {
    private static final int ITEMS_OF_TWO_CREDITS = 4;

    private final boolean isDone;
    private final AtomicInteger lost = new AtomicInteger();

    LostOnce(boolean isDone) {
      this.isDone = isDone;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (!isDone) {
        lose(context.request());
      }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (isDone) {
        lose(context.request());
      }
    }

    private void lose(SdkRequest request) {
      if (request instanceof TransactWriteItemsRequest transaction
          && transaction.transactItems().size() >= ITEMS_OF_TWO_CREDITS
          && lost.compareAndSet(0, 1)) {
        throw SdkClientException.create("no answer");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void creditsWhoseTransactionIsNotAnsweredAreFoundOutOneByOne(boolean isDone) throws Exception {
    try (DepositsFixture world = new DepositsFixture()) {
      for (int credit = 0; credit < 4; credit++) {
        world.send(ALICE, 100);
      }
      world.anvil.mine(12);
      LostOnce lossy = new LostOnce(isDone);
      Environment environment = new Environment(world.variables);
      DepositsContext desk =
          DepositsContext.of(environment, new AwsClients(environment).dynamoDb(lossy), world.clock);
      new Indexer(desk).work(0);
      assertEquals(1, lossy.lost.get());
      assertEquals(400, world.balance(ALICE));
      assertEquals(4, world.version(ALICE));
      assertEquals(4, world.told(ALICE).ended().size());
      world.tick();
      assertEquals(4, world.version(ALICE));
    }
  }

  @Test
  void anOldHolderThatWakesUpWritesNothing() throws Exception {
    try (DepositsFixture world = new DepositsFixture()) {
      world.tick();
      CursorTable table = world.another().cursors();
      CursorTable.State old = table.take(world.clock.millis()).orElseThrow();
      assertTrue(table.take(world.clock.millis()).isEmpty());
      world.passedMs.addAndGet(CursorTable.LEASE_MS + 1);
      world.send(BOB, 70);
      world.mine(12);
      Cursor now = world.cursor();
      assertFalse(table.save(old.fence(), Cursor.startingAfter(1, now.hash()), 0));
      assertFalse(table.renew(old.fence(), "{}", 0));
      assertFalse(table.release(old.fence(), "{}", 0));
      assertEquals(now, world.cursor());
      assertEquals(70, world.balance(BOB));
    }
  }
}
