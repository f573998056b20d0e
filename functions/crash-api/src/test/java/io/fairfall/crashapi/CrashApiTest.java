package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crashapi.CrashApiFixture.Answer;
import io.fairfall.journal.Journals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both APIs, as API Gateway would ask. */
@Tag("integration")
class CrashApiTest {
  private static final long LONG_MS = 60_000;
  private static final long SHORT_MS = 1_500;

  private final CrashApiFixture table = new CrashApiFixture();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void aBetIsPlacedAndItsRetryAnswersTheSame() {
    table.open(LONG_MS);
    table.ask("faucet");
    Answer first = table.ask("bet");
    assertEquals(201, first.status());
    assertEquals("2", first.text("betId"));
    assertEquals("1000000000000000", first.text("stake"));
    assertEquals("250", first.text("autoCashout"));
    assertEquals("9999000000000000000", first.text("account.available"));
    assertEquals(first, table.ask("bet"));
    Answer mismatch = table.ask("bet", Map.of("1000000000000000", "1000000000000001"));
    assertEquals("IDEMPOTENCY_MISMATCH", mismatch.code());
    assertEquals(422, mismatch.status());
    assertEquals("1000000000000000", table.ask("account").text("locked"));
  }

  @Test
  void theSameUseCasesRunOverTheSocket() throws InterruptedException {
    table.open(SHORT_MS);
    table.ask("faucet");
    Answer bet = table.ask("socket-bet");
    assertEquals("bet_ack", bet.text("type"));
    assertEquals("r1", bet.text("requestId"));
    assertEquals("2", bet.text("betId"));
    table.start();
    Answer cashout = table.ask("socket-cashout");
    assertEquals("cashout_ack", cashout.text("type"));
    assertEquals("r2", cashout.text("requestId"));
    assertEquals(cashout.text("payout"), table.ask("socket-cashout").text("payout"));
    assertEquals("0", table.ask("account").text("locked"));
  }

  @Test
  void aCashoutAnswersItsMultiplierAndEntriesTellIt() throws InterruptedException {
    table.open(SHORT_MS);
    table.ask("faucet");
    table.ask("bet");
    assertEquals("NOT_FLYING", table.ask("cashout").code());
    table.start();
    Answer cashout = table.ask("cashout");
    assertEquals(200, cashout.status(), cashout.toString());
    assertTrue(Long.parseLong(cashout.text("multiplier")) >= 100);
    Answer entries = table.ask("account-entries");
    assertTrue(entries.text("entries").contains("kind=cashout"), entries.toString());
    assertEquals("2", entries.text("next"));
  }

  @Test
  void aPlayersBooksAddUpWithBetsInPlayAndAfterThem() throws InterruptedException {
    Answer nothing = table.ask("reconciliation");
    assertEquals("true", nothing.text("matches"), nothing.toString());
    assertEquals("0", nothing.text("stored.version"));
    table.open(SHORT_MS);
    table.ask("faucet");
    table.ask("bet");
    Answer open = table.ask("reconciliation");
    assertEquals("true", open.text("matches"), open.toString());
    assertEquals("10000000000000000000", open.text("credits.adjustments"));
    assertEquals("1000000000000000", open.text("openStakes"));
    assertEquals("9999000000000000000", open.text("calculated.available"));
    assertEquals("2", open.text("through"));
    table.start();
    table.ask("cashout");
    Answer done = table.ask("reconciliation");
    assertEquals("true", done.text("matches"), done.toString());
    assertEquals("0", done.text("openStakes"));
    assertEquals("3", done.text("stored.version"));
    Answer rest = table.ask("reconciliation", Map.of("\"from\": \"1\"", "\"from\": \"3\""));
    assertEquals("true", rest.text("matches"), rest.toString());
    assertEquals("9999000000000000000", rest.text("start.available"));
    assertEquals("0", rest.text("credits.adjustments"));
  }

  @Test
  void aFlyingRoundShowsNothingOfItsEnd() throws InterruptedException {
    table.open(SHORT_MS);
    table.start();
    Answer current = table.ask("rounds-current");
    assertEquals("flying", current.text("phase"));
    assertEquals("false", current.text("paused"));
    assertFalse(current.body().containsKey("crash"), current.toString());
    assertFalse(current.body().containsKey("gameHash"), current.toString());
    assertEquals(current.text("roundId"), table.ask("round").text("roundId"));
    assertEquals("[]", table.ask("rounds").text("rounds"));
    assertEquals("[]", table.ask("fairness").text("chains"));
  }

  /** Two entries for each chain: more than one page has, whose end is between the two of one. */
  @Test
  void everyChainThatWasEverCommittedIsToldPageByPage() {
    int chains = Journals.MAX_ENTRIES_PER_READ + 3;
    table.commit(chains);
    String told = "";
    int pages = 0;
    Optional<String> next = Optional.empty();
    do {
      Answer page = next.isEmpty() ? table.ask("fairness") : table.fairnessBefore(next.get());
      told += page.text("chains");
      next = Optional.ofNullable(page.body().get("next")).map(Object::toString);
      pages++;
    } while (next.isPresent());
    assertEquals(3, pages);
    for (int chain = 1; chain <= chains; chain++) {
      String name = "chain=c" + chain + ",";
      assertEquals(told.indexOf(name), told.lastIndexOf(name), "chain " + chain + ", once");
      assertTrue(told.contains(name), "chain " + chain);
      assertTrue(told.contains("salt=" + "%064x".formatted(chain)), "the salt of " + chain);
    }
    assertEquals("VALIDATION", table.fairnessBefore("0").code());
  }

  @Test
  void whileBettingIsPausedBetsAreRefusedAndTheCurrentRoundSaysSo() {
    table.open(LONG_MS);
    table.ask("faucet");
    table.pauseBetting();
    Answer refused = table.ask("bet");
    assertEquals("PAUSED", refused.code());
    assertEquals(409, refused.status());
    assertEquals("true", table.ask("rounds-current").text("paused"));
  }

  @Test
  void aHouseThatNeverPlayedIsIdle() {
    assertEquals("idle", table.ask("rounds-current").text("phase"));
    assertEquals("NOT_FOUND", table.ask("round").code());
    assertEquals("0", table.ask("account").text("available"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bet            | {\\\"roundId\\\"         | [{\\\"roundId\\\"        | VALIDATION",
        "bet            | \\\"seat\\\": 1          | \\\"seat\\\": 3          | VALIDATION",
        "bet            | \\\"seat\\\": 1          | \\\"seat\\\": 1.5        | VALIDATION",
        "bet            | \\\"seat\\\": 1          | \\\"seat\\\": \\\"x\\\"  | VALIDATION",
        "bet            | \\\"seat\\\": 1          | \\\"seat\\\": 1e99       | VALIDATION",
        "bet            | \\\"seat\\\": 1          | \\\"seat\\\": null       | VALIDATION",
        "bet            | \\\"1000000000000000\\\" | \\\"-5\\\"               | VALIDATION",
        "bet            | \\\"1000000000000000\\\" | \\\"1e3\\\"              | VALIDATION",
        "bet            | \\\"1000000000000000\\\" | \\\"0\\\"                | VALIDATION",
        "bet            | \\\"1000000000000000\\\" | {}                       | VALIDATION",
        "bet            | \\\"roundId\\\": \\\"1\\\"| \\\"roundId\\\": \\\"\\\" | VALIDATION",
        "bet            | 250                      | 100                      | VALIDATION",
        "bet            | 250                      | 99999999999999999999     | VALIDATION",
        "bet            | 1.sample-key             | sample-key               | VALIDATION",
        "bet            | 1.sample-key             | 1.short                  | VALIDATION",
        "bet            | 1.sample-key             | 7.sample-key             | VALIDATION",
        "bet            | \"idempotency-key\"      | \"other\"                | VALIDATION",
        "bet            | \\\"roundId\\\": \\\"1\\\"| \\\"roundId\\\": \\\"9\\\"| ROUND_CLOSED",
        "bet            | 1000000000000000         | 6000000000000000000      |"
            + " STAKE_OUT_OF_BOUNDS",
        "cashout        | \"betId\": \"2\"         | \"betId\": \"x\"         | VALIDATION",
        "cashout        | \"betId\": \"2\"         | \"betId\": \"77\"        | NOT_FOUND",
        "account-entries| \"limit\": \"2\"         | \"limit\": \"0\"         | VALIDATION",
        "account-entries| \"limit\": \"2\"         | \"limit\": \"many\"      | VALIDATION",
        "rounds         | \"limit\": \"5\"         | \"limit\": \"51\"        | VALIDATION",
        "round          | \"roundId\": \"1\"       | \"roundId\": \"-1\"      | VALIDATION",
        "socket-bet     | \\\"requestId\\\": \\\"r1\\\" | \\\"requestId\\\": 7 | VALIDATION",
        "socket-bet     | \\\"key\\\"              | \\\"no\\\"               | VALIDATION",
        "socket-cashout | \\\"betId\\\"            | \\\"no\\\"               | VALIDATION",
        "faucet         | 10000000000000000000     | -1                       | VALIDATION",
        "faucet         | 10000000000000000000     | 9999999999999999999999   | VALIDATION"
      })
  void badInputIsNamedAndChangesNothing(String event, String was, String is, String code) {
    table.open(LONG_MS);
    table.ask("faucet");
    assertEquals(code, table.ask(event, Map.of(was, is)).code());
    Answer account = table.ask("account");
    assertEquals("1", account.text("version"));
    assertEquals("10000000000000000000", account.text("available"));
  }

  @Test
  void theFaucetRunsOnOneMachineOnly() {
    assertThrows(IllegalStateException.class, () -> new FaucetHandler(Map.of("MODE", "aws")));
  }

  @Test
  void anAccountThatIsKnownIsNotSentAgain() {
    table.ask("faucet");
    Answer whole = table.ask("account");
    assertEquals("\"1\"", whole.headers().get("etag"));
    assertEquals("no-store", whole.headers().get("cache-control"));
    Answer known = table.ask("account", knowing("1"));
    assertEquals(304, known.status());
    assertEquals("\"1\"", known.headers().get("etag"));
    assertEquals(Map.of(), known.body());
    for (String other : List.of("0", "2", "10", "01")) {
      assertEquals(200, table.ask("account", knowing(other)).status(), other);
    }
    table.ask("faucet");
    Answer newer = table.ask("account", knowing("1"));
    assertEquals(200, newer.status());
  }

  private static Map<String, String> knowing(String version) {
    String header = "\"if-none-match\": \"\\\"" + version + "\\\"\", \"accept\"";
    return Map.of("\"accept\"", header);
  }
}
