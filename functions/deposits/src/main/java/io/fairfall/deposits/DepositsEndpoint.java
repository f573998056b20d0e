package io.fairfall.deposits;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.outbox.DepositState;
import io.fairfall.deposits.outbox.DepositState.Line;
import io.fairfall.deposits.repair.ClaimText;
import io.fairfall.deposits.repair.Claims;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.deposits.wiring.IndexerConfiguration;
import io.fairfall.deposits.wiring.PresenceMarker;
import io.fairfall.http.CommonCode;
import io.fairfall.http.GatewayFunction;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import io.fairfall.http.RouteInputs;
import io.fairfall.journal.Entry;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Wei;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import io.fairfall.platform.RequestRate;
import io.fairfall.solvency.SolvencyCoverage;
import io.fairfall.solvency.SolvencyJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What players see of their deposits, and what everybody may know of the house's health. */
public final class DepositsEndpoint extends GatewayFunction {
  private static final Map<String, RouteInputs> INPUTS =
      Map.of(
          "GET /v1/deposits/history",
          RouteInputs.query("before", "limit"),
          "GET /v1/deposits/claims",
          RouteInputs.query("hash"),
          "POST /v1/deposits/claims",
          RouteInputs.BODY);

  private static final int DEFAULT_LINES = 20;
  private static final int MAX_LINES = 100;

  /** Entries that one page of history reads: a deposit has one for each of its confirmations. */
  private static final int MAX_READ = 200;

  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");

  private final DepositsContext context;
  private final IndexerHealth health;
  private final HouseHealth houseHealth;
  private final PresenceMarker marker;
  private final RequestRate rate;
  private final Runnable wake;

  public DepositsEndpoint() {
    this(System.getenv());
  }

  public DepositsEndpoint(Map<String, String> variables) {
    this(DepositsContext.of(new Environment(variables), InstantSource.system()), waker(variables));
  }

  public DepositsEndpoint(DepositsContext context, Runnable wake) {
    this.context = context;
    this.wake = wake;
    this.marker = context.visitors();
    this.rate = context.claims();
    this.health = new IndexerHealth(context.cursors(), context.unattributed(), context.clock());
    this.houseHealth = new HouseHealth(context, health);
  }

  private static Runnable waker(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    LambdaInvoker invoker = new LambdaInvoker(environment);
    String indexer = environment.require("INDEXER_FUNCTION");
    // if it is not taken, the next minute's tick comes anyway
    return () -> invoker.invokeAsync(indexer, Map.of("wake", "deposits"));
  }

  /**
   * Where to send, and what became of what was sent.
   *
   * @param address the hot wallet's
   * @param minimum the smallest deposit that is credited by itself
   * @param needed confirmations that make a deposit count
   * @param morePending deposits on their way that are not in the list, which has the first 50
   * @param version of the journal that this is the state of; 0 before its first entry
   * @param paused {@code house_short} where the house owes more than its wallet holds: nothing more
   *     should be sent, and what is sent is credited all the same; absent otherwise
   */
  @Json
  record View(
      String address,
      String chainId,
      Wei minimum,
      int needed,
      long version,
      long head,
      List<Line> pending,
      List<Line> ended,
      @Nullable Integer morePending,
      @Nullable String paused) {}

  /**
   * A page of deposits that were decided.
   *
   * @param next the {@code before} of the next page; absent on the last
   */
  @Json
  record History(List<Line> deposits, @Nullable Long next) {}

  @Override
  protected Map<String, RouteInputs> inputs() {
    return INPUTS;
  }

  @Override
  protected Response respond(Request request) {
    return switch (request.route()) {
      case "GET /v1/deposits" -> Response.ok(visited(request.requirePlayer()));
      case "GET /v1/deposits/history" -> Response.ok(history(request));
      case "GET /v1/deposits/claims" -> Response.ok(claimable(request));
      case "POST /v1/deposits/claims" -> Response.ok(claim(request));
      case "GET /health" -> houseHealth.answer();
      case "GET /health/indexer" -> health.answer();
      default -> throw Problem.of(CommonCode.NOT_FOUND, "There is no such route.").refusal();
    };
  }

  @Override
  public Problem explain(RuntimeException failure) {
    return failure instanceof StoreUnavailableException
        ? Problem.of(CommonCode.UNAVAILABLE, "The store does not answer. Please try again.")
        : super.explain(failure);
  }

  /**
   * What a player asks to be credited with.
   *
   * @param key of a deposit that is kept
   * @param signature of its sender under {@link ClaimText}; absent where the player's own wallet
   *     sent it before it ever signed in
   */
  @Json
  record ClaimRequest(String key, @Nullable String signature) {
    ClaimRequest {
      if (key == null) {
        throw new IllegalArgumentException("key is missing: that of the deposit to be credited.");
      }
    }
  }

  /**
   * What of a transaction waits to be claimed.
   *
   * @param needed confirmations without which nothing is kept or credited
   * @param more deposits of the transaction that are not listed; null where the list has all that
   *     can be claimed
   */
  @Json
  record Claimable(List<Kept> deposits, int needed, @Nullable Integer more) {}

  /**
   * One deposit that waits, or waited.
   *
   * @param token the contract's address; absent for ether
   * @param message what its sender signs, so that the asking player is credited
   * @param claimed whether it was claimed: {@code no}, by {@code you}, or by {@code another}, whom
   *     nobody is told of
   */
  @Json
  record Kept(
      String key,
      String from,
      Wei amount,
      @Nullable String token,
      String message,
      String claimed) {}

  /** The nodes are everybody's: whoever has them asked without end waits alone. */
  private void take(String player) {
    if (!rate.admits(player, 1)) {
      throw Problem.of(
              CommonCode.RATE_LIMITED,
              "You have asked for a lot of transactions. Ask again in ten seconds.")
          .refusal();
    }
  }

  private Claimable claimable(Request request) {
    String player = request.requirePlayer();
    String hash = request.query().getOrDefault("hash", "").toLowerCase(Locale.ROOT);
    if (!HASH.matcher(hash).matches()) {
      throw ProblemException.invalid("hash is a transaction's: 0x and 64 hex digits.");
    }
    take(player);
    Claims claims = new Claims(context);
    List<Kept> kept = new ArrayList<>();
    Claims.Found found = claims.of(hash);
    for (DepositTransfer one : found.deposits()) {
      String claimed =
          context
              .unattributed()
              .claim(one.key())
              .map(claim -> claim.player().equals(player) ? "you" : "another")
              .orElse("no");
      String text = claims.text(one, player).text();
      kept.add(new Kept(one.key(), one.from(), one.amount(), one.token(), text, claimed));
    }
    int needed = context.configuration().walk().confirmations();
    return new Claimable(kept, needed, found.more() > 0 ? found.more() : null);
  }

  private View claim(Request request) {
    String player = request.requirePlayer();
    ClaimRequest asked = RequestJson.read(ClaimRequest.class, request.body());
    take(player);
    new Claims(context).claimFor(player, asked.key(), asked.signature());
    return view(player);
  }

  /** Who opens the page is about to send something, or waits for it. */
  private View visited(String player) {
    if (marker.came(context.clock().millis())) {
      wake.run();
    }
    return view(player);
  }

  private View view(String player) {
    IndexerConfiguration configuration = context.configuration();
    Optional<Entry> head = context.events().head(DepositState.journalOf(player));
    DepositState state =
        head.map(DepositsEndpoint::read)
            .orElse(DepositState.none(configuration.walk().confirmations()));
    return new View(
        configuration.deposits().wallet(),
        Long.toString(configuration.deposits().chainId()),
        configuration.walk().minimum(),
        configuration.walk().confirmations(),
        head.map(Entry::version).orElse(0L),
        state.head(),
        state.pending(),
        state.ended(),
        state.morePending(),
        isShort() ? "house_short" : null);
  }

  /** By the newest statement; where it is not known whether the house could pay all, it is not. */
  private boolean isShort() {
    return new SolvencyJournal(context.events())
        .newest()
        .filter(newest -> newest.content().coverage() == SolvencyCoverage.SHORT)
        .isPresent();
  }

  private History history(Request request) {
    String player = request.requirePlayer();
    long before = request.queryNumber("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    int limit = (int) request.queryNumber("limit", DEFAULT_LINES, 1, MAX_LINES);
    List<Entry> entries = context.events().latest(DepositState.journalOf(player), before, MAX_READ);
    List<Line> lines = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    for (Entry entry : entries) {
      for (Line line : read(entry).ended()) {
        if (keys.add(line.key() + line.state())) {
          lines.add(line);
        }
      }
      if (lines.size() >= limit && entry.version() > 1) {
        return new History(lines, entry.version());
      }
    }
    boolean more = !entries.isEmpty() && entries.getLast().version() > 1;
    return new History(lines, more ? entries.getLast().version() : null);
  }

  private static DepositState read(Entry entry) {
    return JsonCodec.fromStore(DepositState.class, entry.body());
  }
}
