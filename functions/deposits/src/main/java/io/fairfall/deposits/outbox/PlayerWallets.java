package io.fairfall.deposits.outbox;

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
public final class PlayerWallets {
  private static final String PREFIX = "wallet:";

  private final Journals events;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  public PlayerWallets(Journals events) {
    this.events = events;
  }

  /** The journal in which a wallet's first sign-in stands. */
  public static String journalOf(String address) {
    return PREFIX + address;
  }

  /** Which of some addresses are players', all of them asked together; a yes is remembered. */
  public Predicate<String> among(Set<String> addresses) {
    Set<String> unknown =
        addresses.stream().filter(one -> !known.contains(one)).collect(Collectors.toSet());
    Set<String> begun = events.existing(unknown.stream().map(PlayerWallets::journalOf).toList());
    unknown.stream().filter(one -> begun.contains(journalOf(one))).forEach(known::add);
    return known::contains;
  }

  /** Whether somebody has signed in with this address; a yes is remembered. */
  public boolean isKnown(String address) {
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
