package io.fairfall.journal;

import java.util.function.Supplier;

/** Where the keys come from that entries are sealed with and verified by. */
@FunctionalInterface
public interface MacKeySource extends Supplier<MacKeys> {
  /**
   * All keys, for whoever met an entry that this one sealed. A source that holds a copy and does
   * not know the key looks again: somebody else may have heard of it earlier.
   *
   * @param keyId it may still be missing; then it is no key of ours
   */
  default MacKeys knowing(int keyId) {
    return get();
  }
}
