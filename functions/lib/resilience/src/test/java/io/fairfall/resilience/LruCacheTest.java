package io.fairfall.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LruCacheTest {
  private final LruCache<String, Integer> cache = new LruCache<>(3);

  @Test
  void whatWasAskedForLongestAgoIsForgotten() {
    cache.putAll(Map.of("a", 1));
    cache.put("b", 2);
    cache.put("c", 3);
    assertEquals(Optional.of(1), cache.get("a"));
    cache.put("d", 4);
    assertEquals(3, cache.size());
    assertEquals(Optional.empty(), cache.get("b"));
    assertEquals(Optional.of(1), cache.get("a"));
    assertEquals(Optional.of(3), cache.get("c"));
    assertEquals(Optional.of(4), cache.get("d"));
  }

  @Test
  void aValueIsReplacedUnderItsKey() {
    cache.put("a", 1);
    cache.put("a", 2);
    assertEquals(1, cache.size());
    assertEquals(Optional.of(2), cache.get("a"));
  }

  @Test
  void whatIsNotKnownIsFoundOnce() {
    AtomicInteger finds = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      assertEquals(7, cache.get("a", key -> 6 + finds.incrementAndGet()));
    }
    assertEquals(1, finds.get());
  }

  @Test
  void whatFindersFindIsForgottenToo() {
    for (int i = 0; i < 10; i++) {
      int value = i;
      cache.get("key " + i, key -> value);
    }
    assertEquals(3, cache.size());
    assertTrue(cache.get("key 9").isPresent());
    assertTrue(cache.get("key 6").isEmpty());
  }

  /** Both find; the second gets what the first has left, and nobody waits for the other. */
  @Test
  void twoWhoFindAtOnceGetOneValue() {
    LruCache<String, Object> shared = new LruCache<>(3);
    Object first = new Object();
    Object got =
        shared.get(
            "a",
            key -> {
              shared.put(key, first);
              return new Object();
            });
    assertSame(first, got);
  }

  @Test
  void manyThreadsNeverExceedTheBound() throws Exception {
    LruCache<Integer, Integer> shared = new LruCache<>(50);
    int threads = 8;
    CountDownLatch together = new CountDownLatch(threads);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        int from = thread;
        all.add(
            pool.submit(
                () -> {
                  together.countDown();
                  together.await();
                  for (int i = 0; i < 20_000; i++) {
                    int key = (from * 31 + i) % 120;
                    assertEquals(key, shared.get(key, found -> found));
                    assertTrue(shared.size() <= 50);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals(50, shared.size());
  }

  @Test
  void aCacheOfNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LruCache<String, String>(0));
  }
}
