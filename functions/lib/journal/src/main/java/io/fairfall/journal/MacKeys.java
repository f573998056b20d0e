package io.fairfall.journal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The keys in use and those that were: old entries are verified with the key that they name.
 *
 * @param keys at least one, by ascending id
 */
public record MacKeys(List<MacKey> keys) {
  public MacKeys {
    keys = keys.stream().sorted(Comparator.comparingInt(MacKey::id)).toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("without a key nothing can be sealed");
    }
  }

  /** The key that seals at an instant: the newest whose time has come. */
  public MacKey signingAt(long nowMs) {
    return keys.reversed().stream()
        .filter(key -> key.notBeforeMs() <= nowMs)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no key is valid yet"));
  }

  public Optional<MacKey> find(int id) {
    return keys.stream().filter(key -> key.id() == id).findFirst();
  }
}
