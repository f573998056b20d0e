package io.fairfall.simulation.world;

import io.fairfall.journal.Entry;
import io.fairfall.ledger.ExternalReceipts;
import java.util.ArrayList;
import java.util.List;

/** Deposits that left the chain after they were credited: every third of them. */
final class Reorganised {
  private static final String TYPE = "deposit";
  private static final int EVERY = 3;

  private final List<String> keys = new ArrayList<>();
  private int seen;

  /** Their keys, oldest first. */
  List<String> keys() {
    return keys;
  }

  /** Looks whether an entry is the receipt of a deposit. */
  void see(Entry entry) {
    if (entry.type().equals(TYPE)
        && entry.journal().startsWith(ExternalReceipts.PREFIX)
        && seen++ % EVERY == 0) {
      keys.add(entry.journal().substring(ExternalReceipts.PREFIX.length()));
    }
  }
}
