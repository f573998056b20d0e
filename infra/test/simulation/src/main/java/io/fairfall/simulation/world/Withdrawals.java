package io.fairfall.simulation.world;

import io.fairfall.journal.Entry;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.List;

/** The newest withdrawals that were asked for. */
final class Withdrawals {
  private static final int MAX_REMEMBERED = 10;
  private static final String TYPE = "withdrawal";

  private final List<Requested> requested = new ArrayList<>();

  /**
   * A withdrawal that has no end yet, as far as this knows.
   *
   * @param key of its receipt
   */
  record Requested(String player, String key, Wei amount) {}

  List<Requested> requested() {
    return requested;
  }

  /** Looks whether an entry is the receipt of a withdrawal. */
  void see(Entry entry) {
    if (entry.type().equals(TYPE) && entry.journal().startsWith(ExternalReceipts.PREFIX)) {
      ExternalReceipts.Receipt receipt = ExternalReceipts.read(entry);
      if (requested.size() == MAX_REMEMBERED) {
        requested.removeFirst();
      }
      requested.add(
          new Requested(
              receipt.player(),
              entry.journal().substring(ExternalReceipts.PREFIX.length()),
              receipt.amount()));
    }
  }
}
