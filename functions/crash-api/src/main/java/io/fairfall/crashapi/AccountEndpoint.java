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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A player's own account: the balance, and how it came about. */
final class AccountEndpoint {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
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

  /** The account; nothing of it where it has no newer entry than the one that is known. */
  Response account(Request request) {
    String player = request.requirePlayer();
    AccountView account = AccountView.of(player, accounts.read(player));
    String tag = "\"" + account.version() + "\"";
    boolean isKnown = tag.equals(request.header("if-none-match"));
    Map<String, String> headers =
        isKnown
            ? Map.of("etag", tag, "cache-control", "no-store")
            : Map.of("content-type", "application/json", "etag", tag, "cache-control", "no-store");
    return new Response(isKnown ? NOT_MODIFIED : OK, headers, isKnown ? null : account);
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
