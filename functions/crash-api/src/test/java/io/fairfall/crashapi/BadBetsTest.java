package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.apicontract.BadInputs;
import io.fairfall.apicontract.BadInputs.Input;
import io.fairfall.apicontract.BadInputs.Refused;
import io.fairfall.crashapi.CrashApiFixture.Answer;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood is refused by its name, over both APIs, and nothing has happened. */
@Tag("integration")
class BadBetsTest {
  private static final String ASKED =
      "\"roundId\":\"1\",\"seat\":1,\"stake\":\"1000000000000000\",\"autoCashout\":250,"
          + "\"expectedVersion\":1}";
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final Set<String> MAY_LACK = Set.of("autoCashout", "expectedVersion");
  private static final Set<String> WIDE = Set.of("expectedVersion");

  @AutoClose private final CrashApiFixture table = new CrashApiFixture();

  @BeforeEach
  void open() {
    table.open(600_000);
    table.ask("faucet");
  }

  @Test
  void aBetIsReadStrictly() {
    String right = "{" + ASKED;
    requireRefused("bet", BadInputs.of(BetHandler.Form.class, right, MAY_LACK, WIDE));
    assertEquals(201, table.askWith("bet", right).status(), "the example is a right one");
  }

  @Test
  void aBetOverASocketIsReadStrictly() {
    String right =
        "{\"action\":\"bet\",\"requestId\":\"r1\",\"key\":\"1.sample-key\",\"attempt\":1," + ASKED;
    Set<String> mayLack = Set.of("autoCashout", "expectedVersion", "attempt", "action", "key");
    requireRefused("socket-bet", BadInputs.of(BetHandler.Message.class, right, mayLack, WIDE));
    Answer keyless = table.askWith("socket-bet", right.replace("\"1.sample-key\"", "null"));
    assertTrue(detail(keyless).startsWith("Send an Idempotency-Key"), keyless.toString());
    assertEquals("bet_ack", table.askWith("socket-bet", right).text("type"));
  }

  @Test
  void aCashoutOverASocketIsReadStrictly() {
    String stamp = table.stamps().sign(PLAYER, 2, System.currentTimeMillis());
    String right =
        "{\"action\":\"cashout\",\"requestId\":\"r2\",\"betId\":\"2\",\"stamp\":\"" + stamp + "\"}";
    Set<String> mayLack = Set.of("action", "stamp");
    requireRefused(
        "socket-cashout", BadInputs.of(CashoutHandler.Message.class, right, mayLack, Set.of()));
    assertEquals("NOT_FOUND", table.askWith("socket-cashout", right).code());
  }

  @Test
  void protectionIsReadStrictly() {
    String right =
        "{\"limits\":{\"dayStake\":\"1\",\"weekStake\":\"2\",\"dayLoss\":\"3\",\"weekLoss\":\"4\"},"
            + "\"coolOffDays\":1,\"excludeDays\":200,\"reminderMinutes\":60}";
    Set<String> mayLack =
        Set.of(
            "dayStake",
            "weekStake",
            "dayLoss",
            "weekLoss",
            "coolOffDays",
            "excludeDays",
            "reminderMinutes");
    requireRefused(
        "protect", BadInputs.of(PlayerLimitsEndpoint.Form.class, right, mayLack, Set.of()));
    assertEquals(200, table.askWith("protect", right).status());
  }

  @Test
  void theFaucetIsReadStrictly() {
    String right = "{\"amount\":\"7\"}";
    requireRefused("faucet", BadInputs.of(FaucetHandler.Form.class, right, Set.of(), Set.of()));
    assertEquals(200, table.askWith("faucet", right).status());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "account-entries, \"limit\": \"2\", before",
        "account-entries, \"limit\": \"2\", limit",
        "rounds, \"limit\": \"5\", limit",
        "reconciliation, \"from\": \"1\", from",
        "round, \"roundId\": \"1\", roundId"
      })
  void numbersOfPathsAndQueriesAreReadStrictly(String event, String sample, String name) {
    for (String number :
        List.of(
            "18446744073709551617",
            "4294967297000000000000",
            "9223372036854775808",
            "-1",
            "+1",
            "01",
            "1.0",
            "1e1",
            "0x1",
            "1,1",
            "NaN",
            "null",
            "true",
            "\u0661")) {
      String asked = "\"%s\": \"%s\"".formatted(name, number);
      Answer answer = table.ask(event, Map.of(sample, asked));
      assertEquals(400, answer.status(), number);
      assertTrue(detail(answer).contains(name), answer.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "01", "1.0", "1e0", "18446744073709551617", "4294967297", "x", ""})
  void theNumberOfAnAttemptIsReadStrictly(String attempt) {
    List<String> before = table.contents();
    Answer answer =
        table.ask(
            "bet",
            Map.of(
                "\"idempotency-attempt\": \"1\"", "\"idempotency-attempt\": \"" + attempt + '"'));
    assertEquals("VALIDATION", answer.code());
    assertTrue(detail(answer).startsWith("Idempotency-Attempt must be"), detail(answer));
    assertEquals(before, table.contents());
  }

  @Test
  void aCashoutHasNoBodyNotEvenABlankOne() {
    for (String body : List.of(" ", "\n", "{}", "x")) {
      String written = JsonCodec.write(Map.of("body", body));
      String more = written.substring(1, written.length() - 1) + ",\"isBase64Encoded\"";
      Answer answer = table.ask("cashout", Map.of("\"isBase64Encoded\"", more));
      assertEquals("VALIDATION", answer.code());
      assertTrue(detail(answer).contains("has no body"), detail(answer));
    }
  }

  private void requireRefused(String event, List<Input> inputs) {
    List<String> before = table.contents();
    assertEquals(List.of(), BadInputs.complaints(inputs, text -> ask(event, text)));
    assertEquals(before, table.contents(), "nothing has changed");
  }

  private Refused ask(String event, String body) {
    Answer answer = table.askWith(event, body);
    int status =
        answer.status() == 200 && answer.body().containsKey("problem")
            ? Integer.parseInt(answer.text("problem.status"))
            : answer.status();
    boolean isRefused = answer.body().containsKey("problem") || answer.body().containsKey("code");
    return isRefused
        ? new Refused(status, answer.code(), detail(answer))
        : new Refused(status, "", answer.toString());
  }

  private static String detail(Answer answer) {
    return answer.text(answer.body().containsKey("problem") ? "problem.detail" : "detail");
  }
}
