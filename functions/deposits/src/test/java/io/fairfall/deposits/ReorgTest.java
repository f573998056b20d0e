package io.fairfall.deposits;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil.Placed;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.Halt;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real node takes blocks back, before and after a deposit counted. */
@Tag("integration")
class ReorgTest {
  private DepositsFixture world;

  @BeforeEach
  void start() throws Exception {
    world = new DepositsFixture();
    world.anvil.mine(140);
    world.tick();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 11})
  void aDepositThatIsDroppedBeforeItCountsIsOrphaned(int depth) {
    world.send(ALICE, 1_000);
    world.mine(1);
    world.mine(depth - 1);
    world.anvil.reorg(depth);
    world.mine(1);
    assertEquals(0, world.told(ALICE).pending().size());
    assertEquals("orphaned", world.told(ALICE).ended().getFirst().state());
    assertEquals(0, world.told(ALICE).ended().getFirst().confirmations());
    world.mine(20);
    assertEquals(0, world.balance(ALICE));
    assertFalse(world.cursor().isHalted());
    assertEquals(depth, world.cursor().reorgDepth());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 11})
  void aDepositThatMovesToAnotherBlockCountsOnce(int depth) {
    TransferRequest deposit = TransferRequest.ether(ALICE, HOUSE, BigInteger.valueOf(1_000));
    String hash = world.anvil.send(deposit);
    world.mine(1);
    world.mine(depth - 1);
    TransferRequest before = TransferRequest.ether(BOB, BOB, BigInteger.ONE);
    world.anvil.reorg(depth, new Placed(before, depth - 1), new Placed(deposit, depth - 1));
    world.mine(1);
    assertEquals(hash, world.told(ALICE).pending().getFirst().hash());
    assertEquals(2, world.told(ALICE).pending().getFirst().confirmations());
    world.mine(9);
    assertEquals(0, world.balance(ALICE));
    world.mine(1);
    assertEquals(1_000, world.balance(ALICE));
    world.mine(5);
    assertEquals(1, world.version(ALICE));
  }

  @Test
  void aReplacedDepositCountsAsWhatReplacedIt() {
    world.send(ALICE, 1_000);
    world.mine(3);
    TransferRequest other = TransferRequest.ether(ALICE, HOUSE, BigInteger.valueOf(7));
    world.anvil.reorg(3, new Placed(other, 0));
    world.mine(12);
    assertEquals(7, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
  }

  @Test
  void twoReorganisationsInARowLoseAndDoubleNothing() {
    TransferRequest deposit = TransferRequest.ether(ALICE, HOUSE, BigInteger.valueOf(1_000));
    world.anvil.send(deposit);
    world.mine(4);
    world.anvil.reorg(4);
    world.tick();
    world.anvil.reorg(6, new Placed(deposit, 5));
    world.mine(11);
    assertEquals(1_000, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
  }

  @Test
  void aShorterChainIsWaitedForAndFollowed() {
    world.send(ALICE, 1_000);
    world.mine(1);
    world.mine(4);
    long head = world.anvil.head();
    world.anvil.rollback(5);
    world.tick(); // the same blocks as before, but fewer: a node that lags looks like this
    assertEquals(head, world.cursor().number());
    assertEquals(1, world.told(ALICE).pending().size());
    world.anvil.endow(BOB, BigInteger.TEN.pow(20)); // another state, so other blocks
    world.mine(2);
    world.mine(10);
    assertEquals("orphaned", world.told(ALICE).ended().getFirst().state());
    assertEquals(0, world.balance(ALICE));
    assertFalse(world.cursor().isHalted());
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 25, 100, 129})
  void aReorganisationAfterACreditHaltsAndListsAndChangesNothing(int depth) {
    world.send(ALICE, 1_000);
    world.mine(1);
    int deeper = Math.max(12, Math.min(depth, 128));
    world.mine(deeper - 1);
    assertEquals(1_000, world.balance(ALICE));
    world.mine(depth - deeper);
    world.anvil.reorg(depth);
    world.mine(1);
    Cursor halted = world.cursor();
    assertTrue(halted.isHalted());
    Halt halt = assertNotNullAndGet(halted.halt());
    assertEquals(1, halt.listed().size());
    assertTrue(
        halt.reason().contains(" blocks, and with that 1 transfer that was decided."),
        halt.reason());
    assertEquals(1_000, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
    assertTrue(world.desk().settings().current(0, true).settings().bettingPaused());
    world.send(BOB, 50);
    world.mine(20);
    assertEquals(0, world.balance(BOB)); // nothing is credited until somebody approves
    assertEquals(halted.number(), world.cursor().number());
  }

  private static Halt assertNotNullAndGet(@Nullable Halt halt) {
    assertNotNull(halt);
    return Objects.requireNonNull(halt);
  }
}
