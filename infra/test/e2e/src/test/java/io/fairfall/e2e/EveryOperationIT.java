package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.apicontract.ApiExchange;
import io.fairfall.apicontract.HttpContract;
import io.fairfall.load.ClientAnswer;
import io.fairfall.load.Order;
import io.fairfall.load.Player;
import io.fairfall.load.Sight;
import io.fairfall.load.Tree;
import io.fairfall.load.Wallet;
import io.fairfall.money.Wei;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation that docs/reference/openapi.yaml has is asked for, and answered with success. How
 * the answers look is held against the document by {@link Documented}.
 */
@ExtendWith(Shared.class)
class EveryOperationIT {
  /**
   * A claim takes a deposit of somebody else, which {@link DepositIT} makes and claims; a proof
   * takes a statement, of which there is one an hour: SolvencyEndpointTest asks for it.
   */
  private static final Set<String> ELSEWHERE = Set.of("claimDeposit", "getSolvencyProof");

  private static final Wei STAKE = Wei.parse("1000000000000");
  private static final int MAX_BETS = 30;
  private static final long DAY_MS = 86_400_000;

  private final HttpContract contract = HttpContract.ofThisCheckout();
  private final Set<String> done = new TreeSet<>();
  private final LiveSystem house;
  private final Player player;
  private final String unique = Long.toString(new SecureRandom().nextLong(1L << 40, 1L << 45), 36);

  EveryOperationIT(LiveSystem house) {
    this.house = house;
    this.player = house.player(Wei.ofEther(1));
  }

  @Test
  void everyOperationSucceeds() throws Exception {
    signIn();
    play();
    get("/v1/account");
    get("/v1/account/entries?limit=5");
    get("/v1/reconciliation");
    get("/v1/solvency");
    get("/v1/account/protection");
    operate("/v1/account/protection", Map.of("limits", Map.of(), "reminderMinutes", 60));
    deposit();
    withdraw();
    keepBets();
    get("/dev/status");
    post(
        "/dev/chain",
        Map.of("jsonrpc", "2.0", "id", 1, "method", "eth_accounts", "params", List.of()));

    Set<String> missing = new TreeSet<>(contract.operationIds());
    missing.removeAll(done);
    assertEquals(ELSEWHERE, missing);
  }

  private void signIn() {
    Wallet wallet = Wallet.of(new SecureRandom());
    Tree invitation = post("/v1/session/nonce", Map.of("address", wallet.address()));
    String message = invitation.text("message");
    Tree session =
        post("/v1/session", Map.of("message", message, "signature", wallet.sign(message)));
    assertEquals(wallet.address().toLowerCase(java.util.Locale.ROOT), session.text("player"));
    post("/v1/socket-ticket", null);
    operate("/v1/faucet", Map.of("amount", "1"));
  }

  /** A bet at 1.01× is won but for one round in fifty, and then cashed out whenever one asks. */
  private void play() throws InterruptedException {
    boolean paid = false;
    for (int i = 0; i < MAX_BETS && !paid; i++) {
      Sight round = house.openRound(1_000);
      Order order =
          new Order(
              house.key(LiveSystem.version(player)),
              Long.toString(round.id()),
              1,
              STAKE,
              101L,
              null);
      ClientAnswer placed =
          ask(
              "POST",
              "/v1/bets",
              Map.of("Idempotency-Key", order.key(), "Idempotency-Attempt", "1"),
              order.json());
      if (placed.isOk()) {
        house.awaitOver(round);
        String betId = placed.require("the bet").text("betId");
        paid = ask("POST", "/v1/bets/" + betId + "/cashout", Map.of(), null).isOk();
      }
    }
    assertTrue(paid, "no bet was cashed out");
    get("/v1/rounds/current");
    get("/v1/fairness");
    Tree rounds = get("/v1/rounds?limit=1");
    get("/v1/rounds/" + rounds.at("rounds").items().getFirst().text("roundId"));
  }

  private void deposit() throws InterruptedException {
    get("/v1/deposits");
    get("/v1/deposits/history");
    get("/v1/deposits/claims?hash=0x" + "5a".repeat(32));
    ClientAnswer nothing =
        ask(
            "POST",
            "/v1/deposits/claims",
            Map.of(),
            Tree.write(Map.of("key", "deposit:31337:0x" + "5a".repeat(32) + ":N")));
    assertEquals("NOT_FOUND", nothing.code());
    house.awaitIndexer();
    get("/health");
    get("/health/indexer");
  }

  private void withdraw() {
    operate("/v1/withdrawals", Map.of("amount", "1"));
    Tree list = get("/v1/withdrawals?limit=1");
    get("/v1/withdrawals/" + list.at("withdrawals").items().getFirst().text("withdrawalId"));
  }

  private void keepBets() {
    String pool = "every-" + unique;
    Tree opened =
        post(
            "/v1/pools",
            Map.of(
                "pool",
                pool,
                "name",
                "Every",
                "zone",
                "UTC",
                "firstDay",
                "monday",
                "user_name",
                "Max"));
    get("/v1/pools");
    String path = "/v1/pools/" + pool;
    get(path);
    String code = post(path + "/invitations", Map.of("role", "member")).text("code");
    post("/v1/invitations/" + code, Map.of("user_name", "Max"));
    Player gus = house.player(Wei.ofEther(1));
    gus.wire()
        .post(
            "/v1/invitations/" + code,
            gus.token(),
            Map.of(),
            Tree.write(Map.of("user_name", "Gus")))
        .require("Gus joins");
    post(path + "/members/" + gus.name(), Map.of("role", "grader"));

    String week = path + "/weeks/" + opened.text("weekKey");
    String betId = "bet-" + unique;
    long kickoff = java.time.Instant.parse(opened.text("weekKey") + "T00:00:00Z").toEpochMilli();
    Tree added =
        post(
            week + "/bets",
            Map.of("betId", betId, "bet_data", slip(kickoff, "1.5"), "reason", "as agreed"));
    long revision = added.number("revision");
    get(week);
    get(week + "?since=0");
    revision =
        post(week + "/bets/" + betId, edit(revision, Map.of("bet_data", slip(kickoff, "2 units"))))
            .number("revision");
    get(week + "/bets/" + betId);
    Map<String, Object> won =
        Map.of("betId", betId, "revision", revision, "bet_status", List.of("won"));
    revision = post(week + "/grades", change("grade", List.of(won))).number("revision");
    get(path + "/standings?from=" + opened.text("weekKey"));
    get(path + "/weeks");
    get(week + "/export");
    get(week + "/export?format=csv&separator=semicolon");
    post(
        week + "/import",
        Map.of("importId", "import-" + unique, "csv", csv(kickoff + DAY_MS), "preview", true));
    Map<String, Object> known = Map.of("betId", betId, "revision", revision);
    post(week + "/deletions", change("delete", List.of(known)));
    get(week + "/deleted");
    get(week + "/bets/" + betId + "/history");
  }

  private Map<String, Object> edit(long revision, Map<String, Object> more) {
    Map<String, Object> edit = new LinkedHashMap<>(more);
    edit.put("changeId", "edit-" + unique);
    edit.put("revision", revision);
    edit.put("reason", "as agreed");
    return edit;
  }

  private Map<String, Object> change(String what, List<Map<String, Object>> bets) {
    return Map.of("changeId", what + "-" + unique, "bets", bets, "reason", "as agreed");
  }

  private static Map<String, Object> slip(long kickoff, String stake) {
    Map<String, Object> leg = new LinkedHashMap<>();
    leg.put("league", "NFL");
    leg.put("away_team", "Bears");
    leg.put("home_team", "Lions");
    leg.put("market", "moneyline");
    leg.put("odds", "+150");
    leg.put("kickoff", kickoff);
    return Map.of("kind", "straight", "stake", stake, "legs", List.of(leg));
  }

  private static String csv(long kickoff) {
    return "league,away_team,home_team,market,odds,kickoff,stake\nNFL,Bears,Lions,moneyline,+150,"
        + java.time.Instant.ofEpochMilli(kickoff)
        + ",1\nNFL,,Lions,moneyline,+150,x,1\n";
  }

  private Tree get(String path) {
    return ask("GET", path, Map.of(), null).require("GET " + path);
  }

  private Tree post(String path, @Nullable Map<String, Object> body) {
    return ask("POST", path, Map.of(), body == null ? null : Tree.write(body))
        .require("POST " + path);
  }

  /** With a key, as whatever is to happen once. */
  private void operate(String path, Map<String, Object> body) {
    Map<String, String> headers =
        Map.of(
            "Idempotency-Key", house.key(LiveSystem.version(player)), "Idempotency-Attempt", "1");
    var _ = ask("POST", path, headers, Tree.write(body)).require("POST " + path);
  }

  private ClientAnswer ask(
      String method, String path, Map<String, String> headers, @Nullable String body) {
    ClientAnswer answer = player.wire().send(method, path, player.token(), headers, body);
    ApiExchange asked = new ApiExchange(method, path, headers, "", 0, "", "");
    String id = contract.operationId(asked).orElseThrow(() -> new AssertionError(path));
    if (answer.isOk()) {
      done.add(id);
    }
    return answer;
  }
}
