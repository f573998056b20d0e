package io.fairfall.deposits.balance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A look counts for every later cursor that explains the balance as the first one did. */
class BalanceCheckTest {
  private static final BalanceCheckpoint BASELINE = BalanceCheckpoint.of(3, BigInteger.TEN);
  private static final List<BalanceMovement> BEFORE =
      List.of(
          new BalanceMovement(4, "1"), new BalanceMovement(6, "2"), new BalanceMovement(9, "5"));

  private final BalanceCheck look =
      new BalanceCheck(BASELINE, 6, "0x6", BEFORE.subList(0, 2), new CompletableFuture<>());

  @Test
  void whatComesAfterItChangesNothing() {
    assertTrue(look.isOf(cursor(BASELINE, BEFORE)));
    assertTrue(look.isOf(cursor(BASELINE, BEFORE.subList(0, 2))));
  }

  @Test
  void anotherExplanationOfWhatItLookedAtDoes() {
    assertFalse(look.isOf(cursor(BASELINE, BEFORE.subList(1, 3))));
    assertFalse(
        look.isOf(
            cursor(BASELINE, List.of(new BalanceMovement(4, "1"), new BalanceMovement(6, "3")))));
    assertFalse(look.isOf(cursor(BalanceCheckpoint.of(4, BigInteger.TEN), BEFORE)));
  }

  @Test
  void itIsDoneWhenItIsAnswered() {
    assertFalse(look.isDone());
    look.answer().complete(new Absent<>());
    assertTrue(look.isDone());
  }

  private static Cursor cursor(BalanceCheckpoint baseline, List<BalanceMovement> movements) {
    return new CursorChange(Cursor.startingAfter(20, "0x"))
        .baseline(baseline)
        .movements(movements)
        .made();
  }
}
