package io.fairfall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.feed.delivery.PostPace;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostPaceTest {
  private long nowMs = 1_800_000_000_000L;

  @Test
  void halfASecondsPostsGoAtOnceAndTheRestEvenly() {
    PostPace pace = new PostPace(100, () -> Instant.ofEpochMilli(nowMs));
    assertTrue(IntStream.range(0, 51).allMatch(post -> pace.next() == 0));
    assertEquals(10, pace.next());
    assertEquals(20, pace.next());
    nowMs += 1_000;
    assertEquals(0, pace.next());
  }

  @Test
  void whereThereIsNoShareNobodyWaits() {
    PostPace pace = new PostPace(0, () -> Instant.ofEpochMilli(nowMs));
    assertTrue(IntStream.range(0, 10_000).allMatch(post -> pace.next() == 0));
  }
}
