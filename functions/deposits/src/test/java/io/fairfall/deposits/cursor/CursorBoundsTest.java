package io.fairfall.deposits.cursor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.cursor.BalanceCheckpoint.Difference;
import io.fairfall.deposits.cursor.Cursor.Untraced;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a cursor at each of its bounds, and beyond. */
class CursorBoundsTest {
  private static final CursorReducer WALK =
      new CursorReducer(12, 25, new Wei(BigInteger.valueOf(5)));
  private static final long NEWEST = 100_000;

  private static Cursor cursor() {
    List<String> ring =
        IntStream.range(0, CursorReducer.RING_BLOCKS).mapToObj(one -> "0x" + one).toList();
    return Cursor.startingAfter(NEWEST, ring, 1L);
  }

  private static DepositTransfer transfer(int number, long block, long wei) {
    String hash = "0x%064x".formatted(number);
    return new DepositTransfer(
        DepositTransfer.key(1, hash, "N"),
        hash,
        "0xa",
        new Wei(BigInteger.valueOf(wei)),
        null,
        block,
        "0xb");
  }

  @Test
  void ofMoreThanTenThousandDecidedTheOldestAreForgottenAndAHaltListsTheRest() {
    int most = CursorReducer.MAX_SETTLED;
    List<DepositTransfer> ripe =
        IntStream.range(0, most + 3).mapToObj(one -> transfer(one, NEWEST - 40, 10)).toList();
    Cursor full = new CursorChange(cursor()).pending(ripe).made();
    Cursor decided = WALK.decide(full, ripe, _ -> true);
    assertEquals(most, decided.settled().size());
    assertEquals(ripe.get(3), decided.settled().getFirst().transfer());
    assertEquals(most + 3, decided.outbox().size(), "and all are carried out");
    Cursor halted = WALK.back(decided, NEWEST - 60, 5);
    Halt halt = Objects.requireNonNull(halted.halt());
    assertEquals(most, halt.listed().size());
    assertTrue(halt.reason().contains("60 blocks"), halt.reason());
    assertTrue(
        halt.reason().endsWith("up to block 99960 may be gone too, and is not listed."),
        halt.reason());
    Cursor shallow = WALK.back(decided, NEWEST - 40, 5);
    assertFalse(Objects.requireNonNull(shallow.halt()).reason().contains("not listed"));
  }

  @Test
  void aReorganisationThatIsDeeperThanWhatIsRememberedSaysWhatItDoesNotList() {
    List<DepositTransfer> ripe = List.of(transfer(1, NEWEST - 200, 10));
    Cursor full = new CursorChange(cursor()).pending(ripe).made();
    Cursor halted = WALK.back(WALK.decide(full, ripe, _ -> true), Halt.NO_ANCESTOR, 5);
    Halt halt = Objects.requireNonNull(halted.halt());
    assertEquals(1, halt.listed().size(), "it is older than the ring, and remembered");
    assertEquals(
        "The chain took back at least 128 blocks, and with that 1 transfer that was decided. What was"
            + " decided up to block 99744 may be gone too, and is not listed.",
        halt.reason());
  }

  @Test
  void whatWasDecidedTwoHundredAndFiftySixBlocksAgoIsForgotten() {
    DepositTransfer old = transfer(1, NEWEST - CursorReducer.SETTLED_BLOCKS, 10);
    DepositTransfer young = transfer(2, NEWEST - CursorReducer.SETTLED_BLOCKS + 1, 10);
    Cursor full = new CursorChange(cursor()).pending(List.of(old, young)).made();
    Cursor decided = WALK.decide(full, List.of(old, young), _ -> true);
    assertEquals(1, decided.settled().size());
    assertEquals(young, decided.settled().getFirst().transfer());
  }

  @Test
  void ofMoreMovementsThanAreKeptThoseBelowTheRingBecomeOne() {
    int most = CursorChange.MAX_MOVEMENTS;
    List<BalanceMovement> movements = new ArrayList<>();
    for (int block = 0; block < most; block++) {
      movements.add(new BalanceMovement(NEWEST - most + 1 + block, "3"));
    }
    Cursor kept = new CursorChange(cursor()).movements(movements).made();
    assertEquals(most, kept.movements().size());
    movements.addFirst(new BalanceMovement(NEWEST - most, "-4"));
    Cursor folded = new CursorChange(cursor()).movements(movements).made();
    assertEquals(CursorReducer.RING_BLOCKS + 1, folded.movements().size());
    assertEquals(folded.oldest() - 1, folded.movements().getFirst().block());
    assertEquals(
        BigInteger.valueOf(3L * most - 4),
        folded.movements().stream()
            .map(BalanceMovement::value)
            .reduce(BigInteger.ZERO, BigInteger::add));
  }

  @Test
  void ofMoreUntracedTransactionsThanAreRememberedTheOldestAreForgotten() {
    List<Untraced> many =
        IntStream.range(0, Cursor.MAX_UNTRACED + 2)
            .mapToObj(one -> new Untraced(NEWEST, "0x" + one, "why", 5, false))
            .toList();
    Cursor full = new CursorChange(cursor()).untraced(many).made();
    assertEquals(Cursor.MAX_UNTRACED, full.untracedNow().size());
    assertEquals("0x2", full.untracedNow().getFirst().hash());
    Untraced again = new Untraced(NEWEST, "0x7", "why", 5, true);
    Cursor changed = new CursorChange(full).untraced(List.of(again)).made();
    assertEquals(Cursor.MAX_UNTRACED, changed.untracedNow().size());
    assertEquals(again, changed.untracedNow().getLast());
    Untraced old = new Untraced(NEWEST - Untraced.REMEMBERED_BLOCKS - 1, "0x8", "why", 5, true);
    Cursor aged = new CursorChange(cursor()).untraced(List.of(old)).made();
    assertEquals(
        List.of(again), new CursorChange(aged).untraced(List.of(again)).made().untracedNow());
  }

  @Test
  void dustAndWhatCameBeforeTheFirstBlockDoNotCount() {
    Cursor from = cursor().countingFrom(NEWEST);
    DepositTransfer counts = transfer(1, NEWEST, 5);
    assertEquals(
        List.of(counts),
        WALK.counting(from, List.of(counts, transfer(2, NEWEST, 4), transfer(3, NEWEST - 1, 500))));
    assertEquals(NEWEST, from.countingFrom(5L).first(), "a lower number changes nothing");
    assertEquals(NEWEST + 1, from.countingFrom(NEWEST + 1).first());
    assertEquals(NEWEST, from.countingFrom(null).first());
  }

  @Test
  void whatIsCutCutsTheBaseline() {
    BalanceCheckpoint first = BalanceCheckpoint.of(100, BigInteger.TEN);
    assertEquals(first, first.cutAt(100));
    BalanceCheckpoint cut = first.cutAt(99);
    assertEquals(99, cut.block());
    assertFalse(cut.isKnown());
    assertEquals(BigInteger.ONE, cut.knowing(BigInteger.ONE).wei());
    BalanceCheckpoint later = first.next(110, BigInteger.TWO, BigInteger.valueOf(7));
    assertEquals(List.of(new Difference(100, "0")), later.earlier());
    assertEquals("0", later.cutAt(90).difference(), "it came in blocks that are gone");
    assertEquals("0", later.cutAt(100).difference());
    assertEquals("7", later.cutAt(105).difference(), "it may have come below: it stays");
    BalanceCheckpoint same = later.next(120, BigInteger.TWO, BigInteger.valueOf(7));
    assertEquals(later.earlier(), same.earlier());
    assertNull(
        same.next(100 + CursorReducer.SETTLED_BLOCKS, BigInteger.TWO, BigInteger.valueOf(7))
            .earlier());
  }
}
