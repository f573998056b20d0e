package io.fairfall.deposits;

import io.avaje.jsonb.Json;
import io.fairfall.crash.ConductorLease;
import io.fairfall.crash.RoundEvent;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.http.Response;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.Entry;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Log;
import io.fairfall.settings.Settings;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How the house is, part by part: public, and without anything that a stranger could use. Each part
 * is judged by what it has stored itself, and what is not known is said to be so.
 */
final class HouseHealth {
  /** The item in which the gauge of connections says how many there are. */
  static final String CONNECTIONS = "gauge:connections";

  /** The lease of who sends withdrawals: taken at each tick. */
  static final String SENDER = "lease:withdrawals";

  static final String AUDIT = "audit";
  private static final String GAME = "game";

  /** A tick a minute, two of which may fail. */
  static final long LATE_MS = 180_000;

  /** A pass of the audit begins every 15 minutes, and may take as long. */
  static final long AUDIT_LATE_MS = 3_600_000;

  /** A beacon is waited for half a minute, and then the round is void. */
  static final long BEACON_LATE_MS = 35_000;

  /** However often it is asked, the tables are read once in so long by an instance. */
  static final long KEPT_MS = 5_000;

  private static final int WELL = 200;
  private static final int NOT_WELL = 503;

  private final DepositsContext context;
  private final IndexerHealth indexer;
  private final Function<String, CoordinationItem> items;
  private final InstantSource clock;
  private volatile @Nullable Health kept;

  HouseHealth(DepositsContext context, IndexerHealth indexer) {
    String table = context.environment().require("WORK_TABLE");
    this.context = context;
    this.indexer = indexer;
    this.items = key -> new CoordinationItem(context.dynamo(), table, key);
    this.clock = context.clock();
  }

  /** How well something is, the worst last. */
  enum Status {
    OK,
    UNKNOWN,
    DEGRADED,
    DOWN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How a part is.
   *
   * @param status {@code ok}, {@code unknown}, {@code degraded} or {@code down}
   * @param ageMs milliseconds since what it is judged by; absent where that has no instant
   * @param reason in words, for whatever is not {@code ok}
   * @param open connections that are open; of the sockets alone
   */
  @Json
  record Part(String status, @Nullable Long ageMs, @Nullable String reason, @Nullable Long open) {
    private static Part of(Status status, @Nullable Long ageMs, @Nullable String reason) {
      return new Part(status.word(), ageMs, reason, null);
    }

    private static Part unknown(String reason) {
      return of(Status.UNKNOWN, null, reason);
    }
  }

  /**
   * How all parts are.
   *
   * @param status the worst of them
   * @param at when they were looked at, in milliseconds since 1970
   */
  @Json
  record Health(String status, long at, Map<String, Part> services) {}

  /** The answer to {@code GET /health}. */
  Response answer() {
    Health known = kept;
    long nowMs = clock.millis();
    if (known == null || nowMs - known.at() >= KEPT_MS || nowMs < known.at()) {
      known = look(nowMs);
      kept = known;
    }
    Map<String, String> headers =
        Map.of("content-type", "application/json", "cache-control", "no-store");
    int status = known.status().equals(Status.DOWN.word()) ? NOT_WELL : WELL;
    return new Response(status, headers, known);
  }

  /** A look at all parts; a part whose record cannot be read does not hide the others. */
  private Health look(long nowMs) {
    Looks looks = new Looks();
    Map<String, Part> services = new LinkedHashMap<>();
    services.put("ledger", looks.at(this::ledger));
    services.put("rounds", looks.at(() -> rounds(nowMs)));
    services.put("sockets", looks.at(() -> sockets(nowMs)));
    services.put("deposits", looks.at(this::deposits));
    services.put("withdrawals", looks.at(() -> withdrawals(nowMs)));
    services.put("audit", looks.at(() -> audit(nowMs)));
    services.put("beacon", looks.at(() -> beacon(nowMs)));
    services.put(
        "store",
        looks.isUnanswered
            ? Part.of(Status.DOWN, null, "The tables do not answer.")
            : Part.of(Status.OK, 0L, null));
    Status worst = Status.OK;
    for (Part part : services.values()) {
      Status status = Status.valueOf(part.status().toUpperCase(Locale.ROOT));
      worst = status.compareTo(worst) > 0 ? status : worst;
    }
    return new Health(worst.word(), nowMs, services);
  }

  /** Looks at parts, of which some may not answer. */
  private static final class Looks {
    private boolean isUnanswered;

    Part at(Supplier<Part> part) {
      try {
        return part.get();
      } catch (StoreUnavailableException unanswered) {
        isUnanswered = true;
        return Part.unknown("Its table does not answer.");
      } catch (RuntimeException unreadable) {
        Log.failure("health_unreadable", unreadable, Map.of());
        return Part.unknown("Its record cannot be read.");
      }
    }
  }

  private Settings settings() {
    return context.settings().current(0, true).settings();
  }

  private Part ledger() {
    return settings().bettingPaused()
        ? Part.of(Status.DEGRADED, null, "Betting is paused.")
        : Part.of(Status.OK, null, null);
  }

  /** Who conducts renews a lease; who stops because nobody plays says so in it. */
  private Part rounds(long nowMs) {
    Map<String, AttributeValue> lease = items.apply(ConductorLease.KEY).read();
    if (lease.isEmpty()) {
      return Part.unknown("No round was played yet.");
    }
    if (isResting(lease)) {
      return Part.of(Status.OK, null, "Nobody plays: the next visitor wakes it.");
    }
    long silentMs = nowMs - CoordinationItem.number(lease, ConductorLease.UNTIL);
    return silentMs > LATE_MS
        ? Part.of(Status.DOWN, silentMs, "Nobody has conducted for " + minutes(silentMs) + ".")
        : Part.of(Status.OK, Math.max(0, silentMs), null);
  }

  private static boolean isResting(Map<String, AttributeValue> lease) {
    return Optional.ofNullable(lease.get(ConductorLease.IDLE))
        .map(idle -> Boolean.TRUE.equals(idle.bool()))
        .orElse(false);
  }

  private Part sockets(long nowMs) {
    Map<String, AttributeValue> gauge = items.apply(CONNECTIONS).read();
    if (gauge.isEmpty()) {
      return Part.unknown("Connections were not counted yet.");
    }
    long ageMs = nowMs - CoordinationItem.number(gauge, "at");
    return ageMs > LATE_MS
        ? Part.of(Status.UNKNOWN, ageMs, "Connections were not counted for " + minutes(ageMs) + ".")
        : new Part(Status.OK.word(), ageMs, null, CoordinationItem.number(gauge, "open"));
  }

  private Part deposits() {
    Map<String, Object> found = indexer.look();
    Long ageMs = found.get("lastStepAgeMs") instanceof Long age ? age : null;
    return switch (String.valueOf(found.get("status"))) {
      case "ok" -> Part.of(Status.OK, ageMs, null);
      case "degraded" ->
          Part.of(
              Status.DEGRADED,
              ageMs,
              "Something is not as it should be: /health/indexer says what.");
      case "starting" -> Part.of(Status.DEGRADED, ageMs, "No block has been walked yet.");
      case "halted" ->
          Part.of(Status.DOWN, ageMs, "Nothing is credited until an operator approves.");
      default -> Part.of(Status.DOWN, ageMs, "The chain is not looked at.");
    };
  }

  private Part withdrawals(long nowMs) {
    if (settings().withdrawalsPaused()) {
      return Part.of(Status.DEGRADED, null, "Withdrawals are paused.");
    }
    Map<String, AttributeValue> lease = items.apply(SENDER).read();
    if (lease.isEmpty()) {
      return Part.unknown("Nobody has looked for withdrawals to pay yet.");
    }
    long silentMs = Math.max(0, nowMs - CoordinationItem.number(lease, "leaseUntil"));
    return silentMs > LATE_MS
        ? Part.of(
            Status.DOWN,
            silentMs,
            "Nobody has looked for withdrawals to pay for " + minutes(silentMs) + ".")
        : Part.of(Status.OK, silentMs, null);
  }

  private Part audit(long nowMs) {
    List<Entry> newest = context.events().latest(AUDIT, Long.MAX_VALUE, 1);
    if (newest.isEmpty()) {
      return Part.unknown("No pass has ended yet.");
    }
    long ageMs = nowMs - newest.getFirst().atMs();
    Map<String, @Nullable Object> report = JsonCodec.membersFromStore(newest.getFirst().body());
    long findings = findings(report) + findings(report.get("independent"));
    if (findings > 0) {
      return Part.of(Status.DEGRADED, ageMs, findings + " findings in the newest pass.");
    }
    return ageMs > AUDIT_LATE_MS
        ? Part.of(Status.DEGRADED, ageMs, "No pass has ended for " + minutes(ageMs) + ".")
        : Part.of(Status.OK, ageMs, null);
  }

  private static long findings(@Nullable Object report) {
    if (report instanceof Map<?, ?> members && members.get("findings") instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException("a report of the audit has no findings, not even 0");
  }

  /** The newest entry of the game: a round that was opened waits for its beacon once it closed. */
  private Part beacon(long nowMs) {
    List<Entry> newest = context.events().latest(GAME, Long.MAX_VALUE, 1);
    if (newest.isEmpty()) {
      return Part.unknown("No round was played yet.");
    }
    Entry entry = newest.getFirst();
    long ageMs = Math.max(0, nowMs - entry.atMs());
    if (entry.type().equals(RoundEvent.Voided.TYPE)) {
      return Part.of(Status.DEGRADED, ageMs, "The newest round is void.");
    }
    if (!entry.type().equals(RoundEvent.Opened.TYPE)) {
      return Part.of(Status.OK, ageMs, null);
    }
    long closedMs = nowMs - JsonCodec.fromStore(RoundEvent.Opened.class, entry.body()).closesAt();
    return closedMs > BEACON_LATE_MS
        ? Part.of(Status.DEGRADED, closedMs, "The newest round waits for its start.")
        : Part.of(Status.OK, ageMs, null);
  }

  private static String minutes(long ms) {
    return ms / 60_000 + " minutes";
  }
}
