package io.fairfall.deposits.cursor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.cursor.CursorLayout.Part;
import io.fairfall.deposits.cursor.CursorPacking.Known;
import io.fairfall.deposits.cursor.CursorPacking.Packed;
import io.fairfall.deposits.cursor.OutboxEntry.Disposition;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a cursor holds, its items are small, and together they are the cursor. */
class CursorPackingTest {
  private static final int WELL_BELOW = CursorSegments.MAX_BYTES;

  /** The largest number with 256 bits: no amount is longer. */
  private static final BigInteger LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private final Random random = new Random(17);
  private final Map<String, Part> stored = new HashMap<>();
  private Known known = Known.NOTHING;
  private long step;

  private String hex(int digits) {
    StringBuilder hex = new StringBuilder("0x");
    for (int digit = 0; digit < digits; digit++) {
      hex.append(Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }

  /** With the longest parts that a chain can give it, and nothing that packs well. */
  private DepositTransfer transfer(long block) {
    String hash = hex(64);
    return new DepositTransfer(
        DepositTransfer.key(Long.MAX_VALUE, hash, "I1000000"),
        hash,
        hex(40),
        new Wei(LARGEST.subtract(new BigInteger(200, random))),
        hex(40),
        block,
        hex(64));
  }

  private List<DepositTransfer> transfers(int count) {
    return IntStream.range(0, count).mapToObj(one -> transfer(Long.MAX_VALUE - one)).toList();
  }

  private static List<OutboxEntry> decided(List<DepositTransfer> transfers) {
    return transfers.stream().map(one -> new OutboxEntry(one, Disposition.UNATTRIBUTED)).toList();
  }

  private Cursor cursor(
      List<DepositTransfer> pending,
      List<OutboxEntry> outbox,
      List<OutboxEntry> settled,
      Set<String> compensated,
      @Nullable Halt halt) {
    return cursor(pending, outbox, settled, compensated, halt, List.of());
  }

  private Cursor cursor(
      List<DepositTransfer> pending,
      List<OutboxEntry> outbox,
      List<OutboxEntry> settled,
      Set<String> compensated,
      @Nullable Halt halt,
      List<Owing> owed) {
    List<String> ring = IntStream.range(0, 128).mapToObj(_ -> hex(64)).toList();
    List<BalanceMovement> movements =
        IntStream.range(0, CursorChange.MAX_MOVEMENTS + 250)
            .mapToObj(block -> new BalanceMovement(block, new BigInteger(96, random).toString()))
            .toList();
    return new CursorChange(Cursor.startingAfter(1_000_000, ring, 1L))
        .movements(movements)
        .made()
        .holding(pending, outbox, settled, compensated, halt, owed);
  }

  /** Writes a cursor, and sees that what is stored is small and is the cursor. */
  private Packed saved(Cursor cursor) {
    Packed packed = CursorPacking.pack(cursor, known, "1." + step++ + ".", step);
    packed
        .parts()
        .forEach(
            (name, part) -> {
              assertTrue(stored.put(name, part) == null, name + " is written once");
              int bytes = CursorSegments.packed(name, JsonCodec.write(part)).asByteArray().length;
              assertTrue(bytes < WELL_BELOW / 3, bytes + " bytes in a segment");
            });
    int own =
        CursorSegments.packed("base", packed.base().written()).asByteArray().length
            + CursorSegments.packed("layout", JsonCodec.write(packed.layout()))
                .asByteArray()
                .length;
    assertTrue(own < WELL_BELOW, own + " bytes in the cursor's own item");
    packed.gone().forEach(one -> stored.remove(one.name()));
    known = CursorPacking.after(packed, known);
    Known read = CursorPacking.read(packed.layout(), stored);
    assertNotNull(read, "every segment that is named is there");
    assertEquals(cursor, CursorPacking.unpack(packed.base(), Objects.requireNonNull(read)));
    return packed;
  }

  @Test
  void listsThatJustFitStayInOneItem() {
    int most = CursorPacking.SPILL - 1;
    Packed packed =
        saved(
            cursor(
                transfers(most),
                decided(transfers(most)),
                decided(transfers(most)),
                transfers(most).stream().map(DepositTransfer::key).collect(Collectors.toSet()),
                null,
                owing(transfers(most))));
    assertEquals(0, packed.layout().all().size());
    saved(cursor(transfers(most + 1), List.of(), List.of(), Set.of(), null));
    assertEquals(CursorPacking.SEGMENT, CursorLayout.counted(known.layout().pending()));
    assertTrue(known.layout().hasSegments());
  }

  @ParameterizedTest
  @ValueSource(ints = {30_000_000, 60_000_000})
  void theFullestBlocksThatGasAllowsAreItemsThatAreAllSmall(int gas) {
    // a bare transfer costs 21,000; a token of ours that is sent in a loop not less than 3,000
    int inOneBlock = gas / 3_000;
    List<DepositTransfer> all = transfers(inOneBlock * 2);
    saved(cursor(all, decided(all), decided(all.subList(0, 10_000)), Set.of(), null));
    assertTrue(known.layout().pending().size() >= inOneBlock / CursorPacking.SEGMENT);
  }

  @Test
  void twelveBlocksOfThemAreNamedInOneItem() {
    // 240,000 that wait, of which each segment is named: reckoned without their contents
    List<CursorLayout.Segment> names =
        IntStream.range(0, 12 * 60_000_000 / 3_000 / CursorPacking.SEGMENT)
            .mapToObj(
                one ->
                    new CursorLayout.Segment(
                        "%d.%d.%d".formatted(1_000_000 + random.nextInt(9), 987_654_321L, one),
                        CursorPacking.SEGMENT))
            .toList();
    CursorLayout layout =
        new CursorLayout(names, names, List.of(), List.of(), List.of(), List.of(), null);
    int bytes = CursorSegments.packed("layout", JsonCodec.write(layout)).asByteArray().length;
    assertTrue(bytes < 60_000, bytes + " bytes of names");
  }

  @Test
  void aHaltWithAListAndAnApprovalIsInPieces() {
    List<OutboxEntry> listed = decided(transfers(3_000));
    Approval approval =
        new Approval(
            "ada",
            "why",
            5,
            listed.stream()
                .map(one -> new Approval.Item(one, false, one.transfer().from(), "1.a", "5"))
                .toList());
    Halt halt = new Halt("many", 5, 4, 30, listed, null);
    Packed first = saved(cursor(List.of(), List.of(), listed, Set.of(), halt));
    assertTrue(first.layout().halt().size() > 1);
    assertEquals(List.of(), Objects.requireNonNull(first.base().halt()).listed());
    Packed again = saved(cursor(List.of(), List.of(), listed, Set.of(), halt));
    assertEquals(first.layout().halt(), again.layout().halt());
    saved(cursor(List.of(), List.of(), listed, Set.of(), halt.with(approval)));
    saved(cursor(List.of(), List.of(), listed, Set.of(), null));
    assertEquals(List.of(), known.layout().halt());
  }

  @Test
  void whatIsOwedOfVeryManyDepositsIsInSegments() {
    List<Owing> owed = owing(transfers(CursorPacking.SPILL - 1));
    Cursor none = cursor(List.of(), List.of(), List.of(), Set.of(), null);
    saved(none.holding(List.of(), List.of(), List.of(), Set.of(), null, owed));
    assertFalse(known.layout().hasSegments());
    List<Owing> more = new ArrayList<>(owing(transfers(2_000)));
    Cursor much = none.holding(List.of(), List.of(), List.of(), Set.of(), null, more);
    assertTrue(saved(much).parts().size() >= 8);
    more.addAll(more.subList(0, 20)); // those that were looked at come last
    more.subList(0, 20).clear();
    Cursor turned = none.holding(List.of(), List.of(), List.of(), Set.of(), null, more);
    int written = saved(turned).parts().size();
    assertTrue(written <= 3, written + " segments for one turn");
    saved(none);
    assertEquals(List.of(), known.layout().owing());
  }

  private static List<Owing> owing(List<DepositTransfer> transfers) {
    return transfers.stream()
        .map(one -> new Owing(one, one.from(), "ada", "looked at both chains"))
        .toList();
  }

  @Test
  void aStepWritesWhatIsNewAndDropsWhatIsGone() {
    List<DepositTransfer> pending = new ArrayList<>(transfers(4_000));
    Cursor first = cursor(pending, List.of(), List.of(), Set.of(), null);
    int written = saved(first).parts().size();
    assertTrue(written >= 18 && written <= 20, written + " segments");
    pending.addAll(transfers(300));
    int more =
        saved(first.holding(pending, List.of(), List.of(), Set.of(), null, List.of()))
            .parts()
            .size();
    assertTrue(more <= 3, more + " segments for 300 transfers");
    List<DepositTransfer> rest = pending.subList(1_000, pending.size());
    List<OutboxEntry> outbox = decided(pending.subList(0, 1_000));
    int moved =
        saved(first.holding(rest, outbox, outbox, Set.of(), null, List.of())).parts().size();
    assertTrue(moved <= 12, moved + " segments for 1,000 decisions");
    assertTrue(!known.layout().dropped().isEmpty());
    step += CursorPacking.DROPPED_STAYS_MS;
    saved(first.holding(List.of(), List.of(), outbox.subList(0, 5), Set.of(), null, List.of()));
    step += CursorPacking.DROPPED_STAYS_MS;
    saved(first);
    step += CursorPacking.DROPPED_STAYS_MS;
    saved(first.holding(List.of(), List.of(), List.of(), Set.of(), null, List.of()));
    step += CursorPacking.DROPPED_STAYS_MS;
    saved(first.holding(List.of(), List.of(), List.of(), Set.of(), null, List.of()));
    assertEquals(0, stored.size(), "nothing is left behind");
  }

  @Test
  void whateverChangesFromStepToStepIsReadBack() {
    List<DepositTransfer> pending = new ArrayList<>();
    List<OutboxEntry> outbox = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Cursor empty = cursor(List.of(), List.of(), List.of(), Set.of(), null);
    for (int change = 0; change < 120; change++) {
      switch (random.nextInt(5)) {
        case 0 -> pending.addAll(transfers(random.nextInt(700)));
        case 1 -> outbox.addAll(decided(transfers(random.nextInt(700))));
        case 2 -> pending.removeIf(_ -> random.nextInt(3) == 0);
        case 3 -> outbox.subList(0, random.nextInt(outbox.size() + 1)).clear();
        default -> transfers(random.nextInt(400)).forEach(one -> keys.add(one.key()));
      }
      step += 1_000;
      saved(empty.holding(pending, outbox, List.of(), keys, null, List.of()));
    }
    assertTrue(known.layout().dropped().size() <= CursorPacking.MAX_DROPPED);
  }

  @Test
  void moreDroppedSegmentsThanAreRememberedGoAtOnce() {
    List<CursorLayout.Dropped> dropped =
        IntStream.range(0, CursorPacking.MAX_DROPPED + 7)
            .mapToObj(one -> new CursorLayout.Dropped("0.0." + one, 0))
            .toList();
    known =
        new Known(
            new CursorLayout(List.of(), List.of(), List.of(), List.of(), List.of(), dropped, null),
            Map.of());
    Packed packed = saved(cursor(List.of(), List.of(), List.of(), Set.of(), null));
    assertEquals(7, packed.gone().size());
    assertEquals(CursorPacking.MAX_DROPPED, packed.layout().dropped().size());
  }

  @Test
  void anItemThatWouldBeTooLargeIsRefusedByName() {
    String noise = hex(2 * CursorSegments.MAX_BYTES);
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> CursorSegments.packed("that", noise + noise));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("that has "));
  }
}
