package io.fairfall.betlog;

import io.avaje.jsonb.Jsonb;
import io.fairfall.apicontract.HttpContract;
import io.fairfall.betlog.pools.PoolStore;
import io.fairfall.betlog.weeks.StoredBet;
import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.betlogstore.PoolItems;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.json.JsonCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The function on a real store, asked as API Gateway asks it, with a pool of four in it. */
final class League implements AutoCloseable, InstantSource {
  static final String EVENTS = "events";
  static final String BETLOG = "betlog";
  static final String WORK = "work";
  static final String POOL = "sunday-club";
  static final String WEEK = "2026-11-17";
  static final String OWNER = "0x00000000000000000000000000000000000000a1";
  static final String GRADER = "0x00000000000000000000000000000000000000a2";
  static final String MEMBER = "0x00000000000000000000000000000000000000a3";
  static final String VIEWER = "0x00000000000000000000000000000000000000a4";
  static final String STRANGER = "0x00000000000000000000000000000000000000a5";

  /** Friday of the week; games are on Sunday. */
  static final Instant FRIDAY = Instant.parse("2026-11-20T12:00:00Z");

  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final AtomicLong windows = new AtomicLong();
  private volatile Instant now = FRIDAY;
  private final BetLogHandler log;

  League() {
    dynamo.createJournalTable(EVENTS);
    dynamo.createKeyedTable(BETLOG, "pk", "sk");
    dynamo.createKeyedTable(WORK);
    log = newFunction();
  }

  /** A function whose requests come so far apart that none has to wait. */
  BetLogHandler newFunction() {
    return newFunction(
        () -> Instant.ofEpochMilli(windows.incrementAndGet() * MemberRate.WINDOW_MS));
  }

  BetLogHandler newFunction(InstantSource rateClock) {
    return new BetLogHandler(
        Map.of(
            "WORK_TABLE",
            WORK,
            "AWS_ENDPOINT_URL_DYNAMODB",
            dynamo.endpoint().toString(),
            "AWS_REGION",
            EmbeddedDynamo.REGION,
            "AWS_ACCESS_KEY_ID",
            EmbeddedDynamo.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY",
            EmbeddedDynamo.SECRET_KEY,
            "EVENTS_TABLE",
            EVENTS,
            "BETLOG_TABLE",
            BETLOG,
            "METRICS_NAMESPACE",
            "test"),
        this,
        rateClock);
  }

  /** A pool with an owner, a grader, a member and a viewer. */
  League founded() {
    post(
        OWNER,
        "POST /v1/pools",
        Map.of(),
        Map.of(
            "pool", POOL,
            "name", "Sunday Club",
            "zone", "America/New_York",
            "firstDay", "tuesday",
            "user_name", "Olga"));
    join(GRADER, "grader", "Gus");
    join(MEMBER, "member", "Max");
    join(VIEWER, "viewer", "Vic");
    return this;
  }

  void join(String player, String role, String name) {
    Answer invited =
        post(OWNER, "POST /v1/pools/{pool}/invitations", inPool(), Map.of("role", role));
    Answer joined =
        post(
            player,
            "POST /v1/invitations/{code}",
            Map.of("code", invited.text("code")),
            Map.of("user_name", name));
    if (joined.status() != 200) {
      throw new IllegalStateException(joined.toString());
    }
  }

  /** Everything that is stored, but for the counts of requests. */
  List<String> contents() {
    return dynamo.contents().stream().filter(line -> !line.startsWith(WORK + " ")).toList();
  }

  void at(Instant instant) {
    now = instant;
  }

  BetLogHandler function() {
    return log;
  }

  WeekStore sheet() {
    return new WeekStore(dynamo.client(), EVENTS, BETLOG);
  }

  PoolStore pools() {
    return new PoolStore(dynamo.client(), BETLOG);
  }

  /** Holds a bet in the week, whatever the rules say of it. */
  void hold(StoredBet stored) {
    Map<String, AttributeValue> item = stored.item(PoolItems.betsKey(new PoolWeek(POOL, WEEK)));
    dynamo.client().putItem(put -> put.tableName(BETLOG).item(item));
  }

  /** Holds a bet in some week whose JSON takes as many characters as are given and more. */
  void holdPadded(String week, String betId, StoredBet like, int chars) {
    Map<String, AttributeValue> item = like.item(PoolItems.betsKey(new PoolWeek(POOL, week)));
    String body = Objects.requireNonNull(item.get("body")).s();
    item.put("sk", AttributeValue.fromS(betId));
    item.put("body", AttributeValue.fromS(body + " ".repeat(chars)));
    dynamo.client().putItem(put -> put.tableName(BETLOG).item(item));
  }

  /** Has the pool list a week, as its first bet would. */
  void index(String weekKey) {
    dynamo
        .client()
        .putItem(
            put ->
                put.tableName(BETLOG)
                    .item(PoolItems.key(PoolItems.poolKey(POOL), "week:" + weekKey)));
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void close() {
    dynamo.close();
  }

  /** What the function answered. */
  record Answer(int status, Map<String, Object> body, String text, Map<String, Object> headers) {
    String text(String member) {
      return String.valueOf(body.get(member));
    }

    /** The bet in it. */
    Map<String, Object> bet() {
      return object(Objects.requireNonNull(body.get("bet"), text));
    }

    long revision() {
      return ((Number) Objects.requireNonNull(bet().get("revision"))).longValue();
    }
  }

  static Map<String, String> inPool() {
    return Map.of("pool", POOL);
  }

  static Map<String, String> inWeek() {
    return Map.of("pool", POOL, "week", WEEK);
  }

  static Map<String, String> bet(String betId) {
    return Map.of("pool", POOL, "week", WEEK, "betId", betId);
  }

  /** The JSON of a straight bet. */
  static Map<String, Object> slip(String odds, String stake, String notes) {
    Map<String, Object> leg = new LinkedHashMap<>();
    leg.put("league", "NFL");
    leg.put("away_team", "Bears");
    leg.put("home_team", "Lions");
    leg.put("market", "spread");
    leg.put("selection", "Bears");
    leg.put("line", "-3.5");
    leg.put("odds", odds);
    leg.put("kickoff", TestSlips.SUNDAY_MS);
    Map<String, Object> slip = new LinkedHashMap<>();
    slip.put("kind", "straight");
    slip.put("stake", stake);
    slip.put("legs", List.of(leg));
    slip.put("notes", notes);
    return slip;
  }

  Answer add(String player, String betId, Map<String, Object> slip) {
    return post(
        player,
        "POST /v1/pools/{pool}/weeks/{week}/bets",
        inWeek(),
        Map.of("betId", betId, "bet_data", slip));
  }

  Answer edit(
      String player, String betId, long revision, String changeId, Map<String, Object> slip) {
    return post(
        player,
        "POST /v1/pools/{pool}/weeks/{week}/bets/{betId}",
        bet(betId),
        Map.of("changeId", changeId, "revision", revision, "bet_data", slip));
  }

  Answer post(String player, String route, Map<String, String> path, Map<String, Object> body) {
    return ask(log, player, route, path, Map.of(), Map.of(), JsonCodec.write(body));
  }

  Answer get(String player, String route, Map<String, String> path, Map<String, String> query) {
    return ask(log, player, route, path, query, Map.of(), null);
  }

  static Answer ask(
      BetLogHandler log,
      String player,
      String route,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable String body) {
    Map<String, Object> answer = object(carried(log, player, route, path, query, headers, body));
    int status = ((Number) Objects.requireNonNull(answer.get("statusCode"))).intValue();
    String text = String.valueOf(answer.get("body"));
    Map<String, Object> json = text.startsWith("{") ? object(text) : Map.of();
    return new Answer(
        status, json, text, object(Objects.requireNonNullElse(answer.get("headers"), Map.of())));
  }

  /** What the function answers, as Lambda carries it. */
  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  static String carried(
      BetLogHandler log,
      String player,
      String route,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable String body) {
    Map<String, Object> event = new HashMap<>(object(sample()));
    event.put("routeKey", route);
    event.put("pathParameters", path);
    event.put("queryStringParameters", query);
    event.put("headers", headers);
    event.put("body", body);
    Map<String, Object> context = new HashMap<>(object(event.get("requestContext")));
    context.put("authorizer", Map.of("lambda", Map.of("player", player)));
    event.put("requestContext", context);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      log.handleRequest(
          new ByteArrayInputStream(JsonCodec.write(event).getBytes(StandardCharsets.UTF_8)),
          out,
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String answer = out.toString(StandardCharsets.UTF_8);
    HttpContract.ofThisCheckout().requireOfAFunction(route, answer);
    return answer;
  }

  static String sample() {
    try {
      return Files.readString(Path.of("..", "..", "events", BetLogHandlerTest.SAMPLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(@Nullable Object json) {
    return json instanceof String text
        ? (Map<String, Object>) Jsonb.instance().type(Object.class).fromJson(text)
        : (Map<String, Object>) Objects.requireNonNull(json);
  }
}
