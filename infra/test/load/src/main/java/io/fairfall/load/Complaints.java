package io.fairfall.load;

import java.util.ArrayList;
import java.util.List;

/** Broken promises, each as a sentence. The first ones are kept, all are counted. */
public final class Complaints {
  private static final int MAX_KEPT = 100;

  private final int maxKept;
  private final List<String> kept = new ArrayList<>();
  private long count;

  public Complaints() {
    this(MAX_KEPT);
  }

  /**
   * @param maxKept how many are kept
   */
  Complaints(int maxKept) {
    this.maxKept = maxKept;
  }

  synchronized void add(String sentence) {
    count++;
    if (kept.size() < maxKept) {
      kept.add(sentence);
    }
  }

  void unless(boolean holds, String sentence) {
    if (!holds) {
      add(sentence);
    }
  }

  public synchronized long count() {
    return count;
  }

  public synchronized List<String> sentences() {
    return List.copyOf(kept);
  }
}
