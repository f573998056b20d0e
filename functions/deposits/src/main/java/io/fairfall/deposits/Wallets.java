package io.fairfall.deposits;

import io.fairfall.journal.Journals;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which addresses are players'. A wallet's first sign-in leaves an entry in the journal {@code
 * wallet:<address>}: only who has shown the key of an address is credited what that address sends.
 * An exchange or a contract never signs in.
 */
final class Wallets {
  private static final String PREFIX = "wallet:";
  private static final int MAX_CONCURRENT = 8;

  private final Journals events;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Wallets(Journals events) {
    this.events = events;
  }

  /** The journal in which a wallet's first sign-in stands. */
  static String journalOf(String address) {
    return PREFIX + address;
  }

  /** Which of some addresses are players', all of them asked at one time. */
  Predicate<String> among(Set<String> addresses) {
    List<String> unknown = addresses.stream().filter(one -> !known.contains(one)).toList();
    try (Errands errands = new Errands(MAX_CONCURRENT)) {
      unknown.forEach(address -> errands.add(address, () -> isKnown(address)));
      errands.await();
    }
    return known::contains;
  }

  /** Whether somebody has signed in with this address; a yes is remembered. */
  boolean isKnown(String address) {
    if (known.contains(address)) {
      return true;
    }
    boolean found = events.head(journalOf(address)).isPresent();
    if (found) {
      known.add(address);
    }
    return found;
  }
}
