package io.fairfall.betlog.files;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that is wrong with a bet of a file, each sentence once. */
final class FileComplaints {
  private final Set<String> sentences = new LinkedHashSet<>();

  void add(String sentence) {
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
  }

  /** What a rule gives; null where it refuses, which is heard. */
  <T> @Nullable T unless(Supplier<T> rule) {
    try {
      return rule.get();
    } catch (IllegalArgumentException refused) {
      add(String.valueOf(refused.getMessage()));
      return null;
    }
  }

  void hear(Runnable rule) {
    try {
      rule.run();
    } catch (IllegalArgumentException refused) {
      add(String.valueOf(refused.getMessage()));
    }
  }

  boolean areNone() {
    return sentences.isEmpty();
  }

  @Override
  public String toString() {
    return String.join(" ", sentences);
  }
}
