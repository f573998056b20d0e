package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.Indexer;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.OutboxEntry;
import io.fairfall.deposits.cursor.OutboxEntry.Disposition;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.money.Wei;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Very many credits, a store that is slow or fails, and visitors who wake further workers. */
@Tag("integration")
class SlowStoreTest {
  private static final int CREDITS = Integer.getInteger("deposits.credits", 3_300);

  @AutoClose private final DepositsFixture world;

  SlowStoreTest() throws Exception {
    world = new DepositsFixture();
    world.withoutOracle(); // nothing of this was ever on the chain
  }

  @BeforeEach
  void fillTheOutbox() {
    world.anvil.mine(20);
    world.tick();
    CursorTable table = world.another().cursors();
    CursorTable.State state = table.seize(world.clock.millis());
    List<OutboxEntry> decided = new ArrayList<>();
    for (int credit = 0; credit < CREDITS; credit++) {
      decided.add(new OutboxEntry(transfer(credit), Disposition.CREDITED));
    }
    Cursor full = new CursorChange(world.cursor()).outbox(decided).made();
    assertTrue(table.save(state.fence(), full, world.clock.millis()));
    table.release(state.fence(), String.valueOf(state.status()), world.clock.millis());
    assertEquals(CREDITS, world.cursor().outbox().size());
  }

  private static DepositTransfer transfer(int number) {
    String hash = "0x%064x".formatted(number + 1);
    return new DepositTransfer(
        DepositTransfer.key(31_337, hash, "N"),
        hash,
        number % 2 == 0 ? ALICE : BOB,
        new Wei(BigInteger.TEN),
        null,
        5,
        "0x" + "5".repeat(64));
  }

  /** A store whose transactions take long, and which others ask for the lease meanwhile. */
  private final class Slow implements ExecutionInterceptor {
    private final AtomicLong waitsMs = new AtomicLong();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger taken = new AtomicInteger();
    private final CursorTable others = world.another().cursors();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (left.decrementAndGet() < 0) {
        throw SdkClientException.create("killed");
      }
      if (context.request() instanceof TransactWriteItemsRequest) {
        try {
          Thread.sleep(waitsMs.getAndSet(0));
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
        others.take(world.clock.millis()).ifPresent(_ -> taken.incrementAndGet());
      }
    }
  }

  private DepositsContext desk(Slow slow) {
    Environment environment = new Environment(world.environment());
    return DepositsContext.of(environment, new AwsClients(environment).dynamoDb(slow), world.clock);
  }

  @Test
  void theLeaseIsRenewedWhileOneSliceTakesLongerThanIt() throws Exception {
    Slow slow = new Slow();
    slow.waitsMs.set(CursorTable.LEASE_MS + 5_000);
    new Indexer(desk(slow)).work(world.clock.millis() + 120_000);
    assertEquals(0, slow.taken.get(), "nobody else got the lease");
    world.mine(1); // the newest slice is known to be done with the next cursor
    assertEquals(0, world.cursor().outbox().size());
    assertEquals(CREDITS * 10L, world.balance(ALICE) + world.balance(BOB));
    assertEquals(CREDITS, world.version(ALICE) + world.version(BOB));
  }

  @Test
  void whoIsStoppedHasLostNoMoreThanOneSlice() throws Exception {
    int before = CREDITS;
    int rounds = 0;
    int partly = 0;
    while (world.cursor().outbox().size() > 500) {
      Slow slow = new Slow();
      // calls to the store, and then it is killed; a slice that was half made is made one by one
      slow.left.set(60 + 150 * rounds);
      try {
        new Indexer(desk(slow)).work(world.clock.millis() + 120_000);
      } catch (RuntimeException killed) {
        // what was saved stands
      }
      world.passedMs.addAndGet(CursorTable.LEASE_MS);
      int now = world.cursor().outbox().size();
      assertTrue(now <= before);
      partly += now < before && now > 500 ? 1 : 0;
      before = now;
      assertTrue(++rounds < 60);
    }
    assertTrue(partly > 0, "no round was stopped after it had saved something");
    world.mine(1);
    assertEquals(0, world.cursor().outbox().size());
    assertEquals(CREDITS * 10L, world.balance(ALICE) + world.balance(BOB));
    assertEquals(CREDITS, world.version(ALICE) + world.version(BOB));
    assertFalse(world.cursor().isHalted());
  }
}
