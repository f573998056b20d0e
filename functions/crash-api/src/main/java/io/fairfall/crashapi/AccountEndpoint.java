package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.crash.bets.AccountView;
import io.fairfall.crash.bets.AccountView.History;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.Accounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A player's own account: the balance, and how it came about. */
final class AccountEndpoint {
  private static final int DEFAULT_ENTRIES = 20;
  private static final int MAX_ENTRIES = 100;

  private final Accounts accounts;
  private final HistoryRate rate;

  AccountEndpoint(Accounts accounts, HistoryRate rate) {
    this.accounts = accounts;
    this.rate = rate;
  }

  /**
   * A page of history.
   *
   * @param next the {@code before} of the next page, absent on the last
   */
  @Json
  record Entries(List<History> entries, @Nullable Long next) {}

  Response account(Request request) {
    String player = request.requirePlayer();
    return Response.ok(AccountView.of(player, accounts.read(player)));
  }

  Response entries(Request request) {
    String player = request.requirePlayer();
    long before = request.queryNumber("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    int limit = (int) request.queryNumber("limit", DEFAULT_ENTRIES, 1, MAX_ENTRIES);
    rate.take(player, limit);
    List<Entry> entries = accounts.entries(player, before, limit);
    boolean more = !entries.isEmpty() && entries.getLast().version() > 1;
    return Response.ok(
        new Entries(
            entries.stream()
                .map(e -> History.of(BetEntryCodec.INSTANCE.read(e), e.atMs()))
                .toList(),
            more ? entries.getLast().version() : null));
  }
}
