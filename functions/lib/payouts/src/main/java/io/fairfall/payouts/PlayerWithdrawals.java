package io.fairfall.payouts;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.List;

/**
 * Which withdrawals a player has asked for: {@code withdrawals:<player>}, whose slots are the
 * versions of the account's {@code withdrawal} entries, and so have gaps between. It is for finding
 * them, newest first, and nothing is decided by it: the account and its receipts say what happened.
 * Whoever handles a request puts it in, and whoever follows the accounts' stream does it again.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailableException}.
 */
public final class PlayerWithdrawals {
  /** The type of an entry. */
  public static final String TYPE = "withdrawal";

  /** The body of an entry: its slot says all there is to say. */
  public static final String BODY = "{}";

  /** What the names of these journals begin with. */
  public static final String PREFIX = "withdrawals:";

  private final Journals journals;

  /**
   * @param journals of the table of payouts
   */
  public PlayerWithdrawals(Journals journals) {
    this.journals = journals;
  }

  /** The journal of a player. */
  public static String journalOf(String player) {
    return PREFIX + player;
  }

  /** Puts a withdrawal in; one that is in stays as it is. */
  public void put(PayoutId id, long nowMs) {
    journals.append(new Entry(journalOf(id.player()), id.version(), TYPE, nowMs, BODY));
  }

  /**
   * Withdrawals of a player, newest first.
   *
   * @param before only those asked for by entries below this version
   * @param limit 1 to {@link Journals#MAX_ENTRIES_PER_READ}
   */
  public List<PayoutId> latest(String player, long before, int limit) {
    return journals.latest(journalOf(player), before, limit).stream()
        .map(PlayerWithdrawals::read)
        .toList();
  }

  /**
   * A withdrawal of a list.
   *
   * @param atMs when it was put in
   */
  public record Listed(PayoutId id, long atMs) {}

  /** As {@link #latest}, with the instants. */
  public List<Listed> listed(String player, long before, int limit) {
    return journals.latest(journalOf(player), before, limit).stream()
        .map(entry -> new Listed(read(entry), entry.atMs()))
        .toList();
  }

  /**
   * The withdrawal that an entry names.
   *
   * @throws IllegalArgumentException if its journal names no player
   */
  public static PayoutId read(Entry entry) {
    return new PayoutId(entry.journal().substring(PREFIX.length()), entry.version());
  }
}
