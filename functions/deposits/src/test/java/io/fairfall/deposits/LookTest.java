package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.chain.NodeAnswer.Absent;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A look counts for every later cursor that explains the balance as the first one did. */
class LookTest {
  private static final Baseline BASELINE = Baseline.of(3, BigInteger.TEN);
  private static final List<Movement> BEFORE =
      List.of(new Movement(4, "1"), new Movement(6, "2"), new Movement(9, "5"));

  private final Look look = new Look(BASELINE, 6, BEFORE.subList(0, 2), new CompletableFuture<>());

  @Test
  void whatComesAfterItChangesNothing() {
    assertTrue(look.isOf(cursor(BASELINE, BEFORE)));
    assertTrue(look.isOf(cursor(BASELINE, BEFORE.subList(0, 2))));
  }

  @Test
  void anotherExplanationOfWhatItLookedAtDoes() {
    assertFalse(look.isOf(cursor(BASELINE, BEFORE.subList(1, 3))));
    assertFalse(look.isOf(cursor(BASELINE, List.of(new Movement(4, "1"), new Movement(6, "3")))));
    assertFalse(look.isOf(cursor(Baseline.of(4, BigInteger.TEN), BEFORE)));
  }

  @Test
  void itIsDoneWhenItIsAnswered() {
    assertFalse(look.isDone());
    look.answer().complete(new Absent<>());
    assertTrue(look.isDone());
  }

  private static Cursor cursor(Baseline baseline, List<Movement> movements) {
    return new Change(Cursor.startingAfter(20, "0x"))
        .baseline(baseline)
        .movements(movements)
        .made();
  }
}
