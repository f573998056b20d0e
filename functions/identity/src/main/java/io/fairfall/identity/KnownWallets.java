package io.fairfall.identity;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.time.InstantSource;

/**
 * Remembers for ever which wallets have signed in: the first time leaves an entry in the journal
 * {@code wallet:<address>}. Only who has shown the key of an address is credited with what comes
 * from it, so an exchange or a contract never is.
 */
final class KnownWallets {
  private static final String PREFIX = "wallet:";
  private static final long FIRST = 1;
  private static final String TYPE = "signed_in";
  private static final String NOTHING_MORE = "{}";

  private final Journals events;
  private final InstantSource clock;

  KnownWallets(Journals events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Notes a wallet whose key was shown; the second time changes nothing. */
  void note(String address) {
    events.append(new Entry(PREFIX + address, FIRST, TYPE, clock.millis(), NOTHING_MORE));
  }
}
