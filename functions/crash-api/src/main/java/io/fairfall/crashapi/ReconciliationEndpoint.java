package io.fairfall.crashapi;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Reconciliation;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a player's own balance adds up. One request looks at so many entries at most, which is
 * all of them for nearly everybody; who has more asks again from where it stopped.
 */
final class ReconciliationEndpoint {
  /** Under a megabyte of entries, in pages of 200. */
  private static final int MAX_ENTRIES = 1_000;

  private final Accounts accounts;
  private final HistoryRate rate;

  ReconciliationEndpoint(Accounts accounts, HistoryRate rate) {
    this.accounts = accounts;
    this.rate = rate;
  }

  Response show(Request request) {
    String player = request.requirePlayer();
    long from = request.queryNumber("from", 1, 1, Long.MAX_VALUE);
    rate.take(player, MAX_ENTRIES);
    // where nothing stands there is no place to go on from: then it begins at the beginning
    Account start =
        from == 1
            ? Account.EMPTY
            : accounts.history(player, from - 1, from - 1).stream()
                .map(BetEntryCodec.INSTANCE::read)
                .map(AccountEntry::after)
                .findFirst()
                .orElse(Account.EMPTY);
    return Response.ok(add(player, start));
  }

  private Reconciliation add(String player, Account start) {
    List<AccountEntry> entries = new ArrayList<>();
    long next = start.version() + 1;
    List<Entry> page = accounts.history(player, next, Long.MAX_VALUE);
    while (!page.isEmpty() && entries.size() < MAX_ENTRIES) {
      page.stream().map(BetEntryCodec.INSTANCE::read).forEach(entries::add);
      next = page.getLast().version() + 1;
      page = accounts.history(player, next, Long.MAX_VALUE);
    }
    return entries.isEmpty()
        ? Reconciliation.ofNothing(player)
        : Reconciliation.of(player, start, entries, !page.isEmpty());
  }
}
