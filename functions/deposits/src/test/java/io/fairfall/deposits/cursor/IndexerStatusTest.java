package io.fairfall.deposits.cursor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.deposits.cursor.IndexerStatus.SetAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of deposits that were set aside. */
class IndexerStatusTest {
  private static final long WEEK_MS = 7L * 24 * 3_600_000;

  @Test
  void ofMoreThanAreNamedTheNewestStay() {
    List<SetAside> all = List.of();
    for (int one = 0; one < IndexerStatus.MAX_SET_ASIDE + 1; one++) {
      all = IndexerStatus.remembered(all, Map.of("key" + one, "full"), one);
    }
    List<String> keys = new ArrayList<>();
    all.forEach(one -> keys.add(one.key()));
    assertEquals(IndexerStatus.MAX_SET_ASIDE, keys.size());
    assertEquals("key1", keys.getFirst());
    assertEquals("key20", keys.getLast());
  }

  @Test
  void whatIsFoundAgainIsNamedOnceAndNothingLongerThanAWeek() {
    List<SetAside> first = IndexerStatus.remembered(List.of(), Map.of("a", "waits"), 1);
    List<SetAside> again = IndexerStatus.remembered(first, Map.of("a", "full"), 2);
    assertEquals(List.of(new SetAside("a", "full", 2)), again);
    assertEquals(again, IndexerStatus.remembered(again, Map.of(), 2 + WEEK_MS));
    assertEquals(List.of(), IndexerStatus.remembered(again, Map.of(), 3 + WEEK_MS));
  }
}
