package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.realtime.delivery.PublishPacer;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishPacerTest {
  private long nowMs = 1_800_000_000_000L;

  @Test
  void halfASecondsPostsGoAtOnceAndTheRestEvenly() {
    PublishPacer pace = new PublishPacer(100, () -> Instant.ofEpochMilli(nowMs));
    assertTrue(IntStream.range(0, 51).allMatch(post -> pace.next() == 0));
    assertEquals(10, pace.next());
    assertEquals(20, pace.next());
    nowMs += 1_000;
    assertEquals(0, pace.next());
  }

  @Test
  void whereThereIsNoShareNobodyWaits() {
    PublishPacer pace = new PublishPacer(0, () -> Instant.ofEpochMilli(nowMs));
    assertTrue(IntStream.range(0, 10_000).allMatch(post -> pace.next() == 0));
  }
}
