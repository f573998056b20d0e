package io.fairfall.deposits;

import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.deposits.cursor.IndexerStatus;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.ethereumrpc.ProviderHealth;
import io.fairfall.http.Response;
import io.fairfall.journal.JournalTooLongException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How the indexer is: public, and without anything that a stranger could use. It is well while it
 * looks at the chain at least every few minutes, is not halted, and is not far behind.
 */
public final class IndexerHealth {
  /** A tick a minute, two of which may fail. */
  private static final Duration STALE_AFTER = Duration.ofMinutes(3);

  /** Whether the chain is followed at all; {@code degraded} comes with its reasons. */
  private static final Set<Object> WORKING = Set.of("ok", "degraded");

  private static final int WELL = 200;
  private static final int NOT_WELL = 503;

  private final CursorTable table;
  private final UnattributedFunds funds;
  private final InstantSource clock;

  public IndexerHealth(CursorTable table, UnattributedFunds funds, InstantSource clock) {
    this.table = table;
    this.funds = funds;
    this.clock = clock;
  }

  /** The answer to {@code GET /health/indexer}. */
  Response answer() {
    Map<String, Object> found = look();
    Map<String, String> headers =
        Map.of("content-type", "application/json", "cache-control", "no-store");
    return new Response(WORKING.contains(found.get("status")) ? WELL : NOT_WELL, headers, found);
  }

  /** Everything that is known, under the names in which the answer has it. */
  public Map<String, Object> look() {
    Map<String, Object> found = new LinkedHashMap<>();
    Optional<CursorTable.Overview> overview = table.overview();
    Optional<CursorTable.State> state = overview.map(CursorTable.Overview::state);
    Cursor cursor = state.map(CursorTable.State::cursor).orElse(null);
    if (state.isEmpty() || cursor == null) {
      found.put("status", "starting");
      String why = state.map(CursorTable.State::status).map(IndexerHealth::failure).orElse("");
      found.put("reason", "no block has been walked yet" + why);
      return found;
    }
    long ageMs = clock.millis() - Math.max(state.get().steppedAtMs(), state.get().savedAtMs());
    String text = state.get().status();
    IndexerStatus status = text == null ? null : IndexerStatus.read(text);
    List<Map<String, String>> reasons =
        status == null ? List.of() : IndexerReasons.of(cursor, status, clock.millis());
    found.put("status", word(cursor, ageMs, reasons));
    found.put("cursor", cursor.number());
    found.put("lastStepAgeMs", ageMs);
    found.put("pending", overview.get().pending());
    unclaimed().ifPresent(number -> found.put("unattributed", number));
    found.put("lastReorgDepth", cursor.reorgDepth());
    BalanceCheckpoint checkpoint = cursor.baseline();
    found.put("balanceDifference", checkpoint == null ? "0" : checkpoint.difference());
    if (status != null) {
      nodes(found, cursor, status);
    }
    if (!reasons.isEmpty()) {
      found.put("reasons", reasons);
    }
    Halt halt = cursor.halt();
    if (halt != null) {
      found.put("halt", Map.of("reason", halt.reason(), "at", halt.atMs(), "depth", halt.depth()));
    }
    return found;
  }

  /** Why the walk has not begun. */
  private static String failure(String status) {
    String failure = IndexerStatus.read(status).failure();
    return failure == null ? "" : ": " + failure;
  }

  /** Nothing while a list that is very long is still being counted. */
  private OptionalLong unclaimed() {
    try {
      return OptionalLong.of(funds.unclaimed());
    } catch (JournalTooLongException notCountedYet) {
      return OptionalLong.empty();
    }
  }

  private void nodes(Map<String, Object> found, Cursor cursor, IndexerStatus status) {
    found.put("head", status.head());
    found.put("lag", Math.max(0, status.head() - cursor.number()));
    found.put("calls", status.calls());
    found.put("blocks", status.blocks());
    List<Map<String, Object>> nodes = status.nodes().providers().stream().map(this::node).toList();
    found.put("nodes", nodes);
    if (!status.nodes().dispute().isEmpty()) {
      found.put("dispute", status.nodes().dispute());
    }
    if (status.failure() != null) {
      found.put("reason", status.failure());
    }
  }

  private Map<String, Object> node(ProviderHealth providerHealth) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("name", providerHealth.name());
    node.put("state", providerHealth.state(clock.millis()).name().toLowerCase(Locale.ROOT));
    node.put("head", providerHealth.head().number());
    if (!providerHealth.reason().isEmpty()) {
      node.put("reason", providerHealth.reason());
    }
    return node;
  }

  private static String word(Cursor cursor, long ageMs, List<Map<String, String>> reasons) {
    if (cursor.isHalted()) {
      return "halted";
    }
    if (ageMs > STALE_AFTER.toMillis()) {
      return "stale";
    }
    return IndexerReasons.isDegraded(reasons) ? "degraded" : "ok";
  }
}
