package io.fairfall.crashapi;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was read a moment ago, for the many who ask for the same in that moment. */
final class RecentReads<T> {
  private final Supplier<T> source;
  private final long keptMs;
  private final InstantSource clock;
  private @Nullable T value;
  private long readAtMs;

  /**
   * @param keptMs how old what is told may be
   */
  RecentReads(Supplier<T> source, long keptMs, InstantSource clock) {
    this.source = source;
    this.keptMs = keptMs;
    this.clock = clock;
  }

  /** What the source says, as of now or of a moment ago; a source that fails is asked again. */
  synchronized T get() {
    long nowMs = clock.millis();
    T known = value;
    if (known == null || nowMs - readAtMs >= keptMs) {
      known = source.get();
      value = known;
      readAtMs = nowMs;
    }
    return known;
  }
}
