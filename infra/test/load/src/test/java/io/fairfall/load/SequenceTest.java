package io.fairfall.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceTest {
  private static final long NOW_MS = 1_000;
  private static final long GRACE_MS = 400;

  private final Sequence sequence = Sequence.unknown();

  @Test
  void whatComesBeforeTheGreetingIsHeldAndThenMergedById() {
    assertEquals(List.of(), sequence.offer(8, event(8), NOW_MS));
    assertEquals(List.of(), sequence.offer(7, event(7), NOW_MS));
    assertEquals(List.of(event(8)), sequence.snapshot(7, NOW_MS));
    assertEquals(8, sequence.position());
  }

  @Test
  void aKnownEventIsDropped() {
    assertEquals(List.of(), sequence.snapshot(3, NOW_MS));
    assertEquals(List.of(), sequence.offer(3, event(3), NOW_MS));
    assertEquals(List.of(event(4)), sequence.offer(4, event(4), NOW_MS));
    assertEquals(List.of(), sequence.offer(4, event(4), NOW_MS));
  }

  @Test
  void aGapThatStaysIsToBeRecovered() {
    assertEquals(List.of(), sequence.snapshot(3, NOW_MS));
    assertEquals(List.of(), sequence.offer(5, event(5), NOW_MS));
    assertFalse(sequence.isBehind(NOW_MS + GRACE_MS, GRACE_MS));
    assertTrue(sequence.isBehind(NOW_MS + GRACE_MS + 1, GRACE_MS));
    assertEquals(List.of(event(4), event(5)), sequence.offer(4, event(4), NOW_MS));
    assertFalse(sequence.isBehind(NOW_MS + 10 * GRACE_MS, GRACE_MS));
  }

  @Test
  void aLostTailShowsInThePong() {
    assertEquals(List.of(), sequence.snapshot(3, NOW_MS));
    sequence.hearOfHead(4, NOW_MS);
    assertTrue(sequence.isBehind(NOW_MS + GRACE_MS + 1, GRACE_MS));
  }

  @Test
  void aSnapshotOnlyMovesForward() {
    assertEquals(List.of(), sequence.snapshot(9, NOW_MS));
    assertEquals(List.of(), sequence.snapshot(5, NOW_MS));
    assertEquals(9, sequence.position());
  }

  private static Tree event(long id) {
    return new Tree(Map.of("id", id));
  }
}
