package io.fairfall.resilience;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Remembers so many values and forgets the one that was asked for longest ago. It is safe for
 * several threads.
 *
 * @param <K> with {@code equals} and {@code hashCode}
 */
public final class LruCache<K, V> {
  private final int maxEntries;
  private final Runnable forgetting;
  private final Map<K, V> newestLast = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param maxEntries 1 or more
   */
  public LruCache(int maxEntries) {
    this(maxEntries, () -> {});
  }

  /**
   * As above, for who counts.
   *
   * @param forgetting is run at each value that is forgotten for another one
   */
  public LruCache(int maxEntries, Runnable forgetting) {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("a cache remembers something");
    }
    this.maxEntries = maxEntries;
    this.forgetting = forgetting;
  }

  /** What is remembered under a key. */
  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(newestLast.get(key));
  }

  /**
   * What is remembered under a key, or else what is found for it, which is remembered then. Nobody
   * waits for a finder: two threads may both find, and then both get the value that was there
   * first.
   */
  public V get(K key, Function<? super K, ? extends V> finder) {
    Optional<V> known = get(key);
    return known.isPresent() ? known.get() : first(key, finder.apply(key));
  }

  private synchronized V first(K key, V found) {
    V known = newestLast.get(key);
    if (known == null) {
      put(key, found);
      return found;
    }
    return known;
  }

  /** Remembers a value, in place of the one under this key if there is any. */
  public synchronized void put(K key, V value) {
    newestLast.put(key, value);
    if (newestLast.size() > maxEntries) {
      newestLast.remove(newestLast.keySet().iterator().next());
      forgetting.run();
    }
  }

  /** Remembers values, one after another. */
  public synchronized void putAll(Map<? extends K, ? extends V> values) {
    values.forEach(this::put);
  }

  /** How many are remembered. */
  public synchronized int size() {
    return newestLast.size();
  }
}
