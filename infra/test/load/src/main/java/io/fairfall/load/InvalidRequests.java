package io.fairfall.load;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What broken and dishonest clients send. Each is refused by name, and nothing comes of it. */
public final class InvalidRequests {
  private static final String KEY = "0.mischief-by-a-bot";

  private final Player player;
  private final @Nullable Feed feed;
  private final RandomGenerator random;
  private final Complaints complaints;

  InvalidRequests(
      Player player, @Nullable Feed feed, RandomGenerator random, Complaints complaints) {
    this.player = player;
    this.feed = feed;
    this.random = random;
    this.complaints = complaints;
  }

  /**
   * A request that no honest client sends.
   *
   * @param body null for none
   */
  public record Nonsense(String method, String path, @Nullable String body) {}

  /** Requests that must be refused with a status between 400 and 499. */
  public static final List<Nonsense> HTTP =
      List.of(
          bet("{"),
          bet("[]"),
          bet("null"),
          bet("\"bet\""),
          bet(""),
          bet("{} {}"),
          bet("{\"roundId\":17,\"seat\":1,\"stake\":\"1000000000000\"}"),
          bet("{\"roundId\":\"1\",\"seat\":\"one\",\"stake\":\"1000000000000\"}"),
          bet("{\"roundId\":\"1\",\"seat\":3,\"stake\":\"1000000000000\"}"),
          bet("{\"roundId\":\"1\",\"seat\":1,\"stake\":\"-1000000000000\"}"),
          bet("{\"roundId\":\"1\",\"seat\":1,\"stake\":\"1e18\"}"),
          bet("{\"roundId\":\"1\",\"seat\":1,\"stake\":\"0\"}"),
          bet("{\"roundId\":\"1\",\"seat\":1,\"stake\":\"" + "9".repeat(79) + "\"}"),
          bet("{\"roundId\":\"1\",\"seat\":" + "9".repeat(400) + ",\"stake\":\"1\"}"),
          bet("{\"roundId\":\"-1\",\"seat\":1,\"stake\":\"1000000000000\"}"),
          bet("{\"roundId\":\"1\",\"seat\":1,\"stake\":\"1000000000000\",\"autoCashout\":100}"),
          bet("{\"roundId\":\"1\",\"seat\":1,\"stake\":\"1000000000000\",\"expectedVersion\":-1}"),
          bet("[".repeat(9_000) + "]".repeat(9_000)),
          bet("{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000)),
          new Nonsense("POST", "/v1/bets/none/cashout", null),
          new Nonsense("POST", "/v1/bets/999999999/cashout", null),
          new Nonsense("POST", "/v1/bets/1/cashout", "{\"at\":1}"),
          new Nonsense("POST", "/v1/bets/-1/cashout", null),
          new Nonsense("DELETE", "/v1/bets", null),
          new Nonsense("GET", "/v1/account/entries?limit=0", null),
          new Nonsense("GET", "/v1/account/entries?limit=101", null),
          new Nonsense("GET", "/v1/account/entries?before=x", null),
          new Nonsense("POST", "/v1/account/protection", "{}"),
          new Nonsense("POST", "/v1/account/protection", "{\"limits\":{\"dayStake\":\"-1\"}}"),
          new Nonsense("POST", "/v1/account/protection", "{\"limits\":{},\"coolOffDays\":-7}"),
          new Nonsense("POST", "/v1/withdrawals", "{}"),
          new Nonsense("POST", "/v1/withdrawals", "{\"amount\":\"0\"}"),
          new Nonsense("POST", "/v1/withdrawals", "{\"amount\":\"1e3\"}"),
          new Nonsense("POST", "/v1/withdrawals", "{\"amount\":\"1\",\"to\":\"0x00\"}"),
          new Nonsense("GET", "/v1/withdrawals?limit=21", null),
          new Nonsense("GET", "/v1/withdrawals/none", null),
          new Nonsense("GET", "/v1/withdrawals/999999999", null),
          new Nonsense("GET", "/v1/rounds/none", null),
          new Nonsense("GET", "/v1/rounds?limit=51", null),
          new Nonsense("POST", "/v1/faucet", "{\"amount\":\"-5\"}"),
          new Nonsense("POST", "/v1/session", "{\"message\":\"me\",\"signature\":\"0x00\"}"));

  /** Messages that must be answered by an error, or by nothing. */
  public static final List<String> SOCKET =
      List.of(
          "",
          "{",
          "[]",
          "hello",
          "{\"action\":\"$connect\"}",
          "{\"action\":\"open_round\"}",
          "{\"action\":\"hello\"}",
          "{\"action\":\"hello\",\"channels\":[\"account:0x00\"]}",
          "{\"action\":\"hello\",\"channels\":\"game\"}",
          "{\"action\":\"bet\"}",
          "{\"action\":\"bet\",\"requestId\":\"m\",\"key\":\"1\",\"seat\":{}}",
          "{\"action\":\"cashout\",\"requestId\":\"m\",\"betId\":12}",
          "{\"action\":\"cashout\",\"requestId\":\"m\",\"betId\":\"999999999\"}",
          "{\"action\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}");

  void something() {
    Feed over = feed;
    if (over != null && random.nextInt(100) < 40) {
      over.say(SOCKET.get(random.nextInt(SOCKET.size())));
      return;
    }
    Nonsense nonsense = HTTP.get(random.nextInt(HTTP.size()));
    ClientAnswer answer =
        random.nextInt(100) < 10
            ? player.wire().get("/v1/account", "not-a-token")
            : send(player, nonsense);
    complaints.unless(!answer.isOk(), nonsense + " was answered " + answer);
  }

  /** Sends it as this player, with a key that is well formed. */
  public static ClientAnswer send(Player player, Nonsense nonsense) {
    return player
        .wire()
        .send(
            nonsense.method(),
            nonsense.path(),
            player.token(),
            Map.of("Idempotency-Key", KEY),
            nonsense.body());
  }

  private static Nonsense bet(String body) {
    return new Nonsense("POST", "/v1/bets", body);
  }
}
