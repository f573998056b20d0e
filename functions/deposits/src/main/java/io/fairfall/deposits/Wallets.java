package io.fairfall.deposits;

import io.fairfall.journal.Journals;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which addresses are players'. A wallet's first sign-in leaves an entry in the journal {@code
 * wallet:<address>}: only who has shown the key of an address is credited what that address sends.
 * An exchange or a contract never signs in.
 */
final class Wallets {
  private static final String PREFIX = "wallet:";

  private final Journals events;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Wallets(Journals events) {
    this.events = events;
  }

  /** The journal in which a wallet's first sign-in stands. */
  static String journalOf(String address) {
    return PREFIX + address;
  }

  /** Which of some addresses are players', all of them asked together; a yes is remembered. */
  Predicate<String> among(Set<String> addresses) {
    Set<String> unknown =
        addresses.stream().filter(one -> !known.contains(one)).collect(Collectors.toSet());
    Set<String> begun = events.begun(unknown.stream().map(Wallets::journalOf).toList());
    unknown.stream().filter(one -> begun.contains(journalOf(one))).forEach(known::add);
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
