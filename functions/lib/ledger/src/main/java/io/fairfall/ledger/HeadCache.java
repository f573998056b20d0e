package io.fairfall.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Heads that were written here, so that who credits one player again and again need not read what
 * they have just written. A remembered head may be old by now: then the slot after it is taken, and
 * whoever built on it reads the newest and decides again.
 */
final class HeadCache {
  private static final int MAX_REMEMBERED = 1_000;

  private final Map<String, AccountReader.Head> newest =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, AccountReader.Head> eldest) {
              return size() > MAX_REMEMBERED;
            }
          });

  Optional<AccountReader.Head> of(String journal) {
    return Optional.ofNullable(newest.get(journal));
  }

  void remember(String journal, AccountReader.Head head) {
    newest.put(journal, head);
  }
}
