package io.fairfall.deposits.repair;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.Owing;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More is owed than one invocation looks at: all of it comes to its turn. */
@Tag("integration")
class OwedDepositsTest {
  private static final long EACH = 10;

  @AutoClose private final DepositsFixture world;
  private final OwedDeposits owed;

  OwedDepositsTest() throws Exception {
    world = new DepositsFixture();
    world.withoutOracle(); // nothing of this was ever on the chain
    world.tick();
    owed = new OwedDeposits(world.another());
  }

  @Test
  void thoseWhoHaveNothingHoldUpNobodyAndAreLookedAtAgain() {
    int most = OwedDeposits.MAX_PER_INVOCATION;
    List<Owing> all = new ArrayList<>(owing(BOB, 0, most + 10));
    adjust(BOB, -EACH * (most + 10)); // all lost at play
    all.addAll(owing(ALICE, 100, 15));
    Cursor cursor = new CursorChange(world.cursor()).owed(all).made();
    cursor = owed.takeSome(cursor);
    assertEquals(most + 25, cursor.owing().size());
    assertEquals(15 * EACH, world.balance(ALICE), "not her turn yet");
    assertEquals(all.get(most), cursor.owing().getFirst(), "those that were looked at come last");
    cursor = owed.takeSome(cursor);
    assertEquals(5 * EACH, world.balance(ALICE));
    cursor = owed.takeSome(cursor);
    assertEquals(0, world.balance(ALICE));
    assertEquals(all.subList(0, most + 10).size(), cursor.owing().size());
    adjust(BOB, 7_000);
    cursor = owed.takeSome(cursor);
    cursor = owed.takeSome(cursor);
    assertEquals(List.of(), cursor.owing());
    assertEquals(7_000 - EACH * (most + 10), world.balance(BOB));
    assertSame(cursor, owed.takeSome(cursor), "nothing is left to do");
  }

  @Test
  void asManyAsOneInvocationLooksAtAreNoWriteWhereNothingIsTaken() {
    List<Owing> all = owing(BOB, 0, OwedDeposits.MAX_PER_INVOCATION);
    adjust(BOB, -EACH * all.size());
    Cursor cursor = new CursorChange(world.cursor()).owed(all).made();
    assertSame(cursor, owed.takeSome(cursor));
    assertEquals(0, world.balance(BOB));
  }

  private List<Owing> owing(String player, int from, int count) {
    List<Owing> all = new ArrayList<>();
    for (int one = from; one < from + count; one++) {
      String hash = "0x%064x".formatted(one + 1);
      String key = DepositTransfer.key(31_337, hash, "N");
      Wei amount = new Wei(BigInteger.valueOf(EACH));
      world.desk().accounts().deposit(player, new Operation.Deposit(key, amount));
      all.add(
          new Owing(
              new DepositTransfer(key, hash, player, amount, null, 5, "0x" + "5".repeat(64)),
              player,
              "ada",
              "a fork"));
    }
    return all;
  }

  private void adjust(String player, long wei) {
    OperationId id = OperationId.parse(world.version(player) + ".at-play-lost").orElseThrow();
    world
        .desk()
        .accounts()
        .adjust(
            player, new Operation.Adjustment(id, BigInteger.valueOf(wei), "at play", "test"), true);
  }
}
