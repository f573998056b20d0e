package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crashapi.CrashApiFixture.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits, breaks and rate limits, as API Gateway would ask. The sample bet stakes 10^15 wei. */
@Tag("integration")
class PlayerLimitsEndpointTest {
  private static final long LONG_MS = 600_000;
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final String KEY = "1.sample-limit";
  private static final String DAY_STAKE = "1500000000000000";
  private static final String REMINDER = "\\\"reminderMinutes\\\": 60";

  private final CrashApiFixture table = new CrashApiFixture();

  @BeforeEach
  void aFundedPlayerAndAnOpenRound() {
    table.open(LONG_MS);
    table.ask("faucet");
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void limitsAreSetAndReadAndARetryAnswersTheSame() {
    Answer unset = table.ask("protection");
    assertEquals(200, unset.status());
    assertEquals("{}", unset.text("limits"));
    assertEquals("0", unset.text("reminderMinutes"));
    Answer set = table.ask("protect");
    assertEquals(200, set.status(), set.toString());
    assertEquals(DAY_STAKE, set.text("limits.dayStake"));
    assertEquals("9000000000000000", set.text("limits.weekLoss"));
    assertEquals("null", set.text("limits.dayLoss"));
    assertEquals("60", set.text("reminderMinutes"));
    assertEquals("2", set.text("account.version"));
    assertEquals(set.body(), table.ask("protection").body());
    table.ask("bet");
    assertEquals(set, table.ask("protect"));
    assertEquals(set, table.ask("protect", Map.of("attempt\": \"1\"", "attempt\": \"2\"")));
    assertEquals("IDEMPOTENCY_MISMATCH", table.ask("protect", Map.of(DAY_STAKE, "7")).code());
    assertEquals("1000000000000000", table.ask("protection").text("spending.dayStaked"));
    assertEquals("0", table.ask("protection").text("spending.weekLost"));
    assertEquals("1000000000000000", table.ask("protection").text("account.locked"));
  }

  @Test
  void aBetPastALimitIsRefusedByName() {
    table.ask("protect");
    assertEquals(201, table.ask("bet").status());
    Answer second = table.ask("bet", secondSeat());
    assertEquals(422, second.status());
    assertEquals("PLAYER_LIMIT", second.code());
    Answer again =
        table.ask(
            "bet",
            Map.of(
                "1.sample-key",
                "3.sample-next",
                "seat\\\": 1",
                "seat\\\": 2",
                "attempt\": \"1\"",
                "attempt\": \"2\""));
    assertEquals("PLAYER_LIMIT", again.code());
    assertEquals("1000000000000000", table.ask("account").text("locked"));
  }

  @Test
  void aHigherLimitIsShownFromWhenItCounts() {
    long now = System.currentTimeMillis();
    table.askAt(now, "protect", Map.of());
    Map<String, String> higher = Map.of(KEY, "2.sample-raise", DAY_STAKE, "2500000000000000");
    Answer raised = table.askAt(now + 5, "protect", higher);
    assertEquals(DAY_STAKE, raised.text("limits.dayStake"));
    assertEquals("2500000000000000", raised.text("raise.limits.dayStake"));
    assertEquals("9000000000000000", raised.text("raise.limits.weekLoss"));
    assertEquals(Long.toString(now + 5 + DAY_MS), raised.text("raise.from"));
    Answer takenBack = table.ask("protect", Map.of(KEY, "3.sample-lower"));
    assertFalse(takenBack.body().containsKey("raise"), takenBack.toString());
  }

  @Test
  void aRaiseThatIsADayOldCounts() {
    long now = System.currentTimeMillis();
    table.askAt(now - DAY_MS - 10, "protect", Map.of());
    Map<String, String> higher = Map.of(KEY, "2.sample-raise", DAY_STAKE, "2500000000000000");
    table.askAt(now - DAY_MS, "protect", higher);
    Answer read = table.ask("protection");
    assertEquals("2500000000000000", read.text("limits.dayStake"));
    assertFalse(read.body().containsKey("raise"), read.toString());
  }

  @Test
  void whoIsOnABreakIsToldUntilWhen() {
    long now = System.currentTimeMillis();
    Answer asked = table.askAt(now, "protect", Map.of(REMINDER, "\\\"coolOffDays\\\": 7"));
    String until = Long.toString(now + 7 * DAY_MS);
    assertEquals(until, asked.text("coolOffUntil"));
    assertFalse(asked.body().containsKey("excludedUntil"), asked.toString());
    Answer bet = table.ask("bet");
    assertEquals(403, bet.status());
    assertEquals("EXCLUDED", bet.code());
    assertEquals(until, bet.text("until"));
    Answer excluded =
        table.ask("protect", Map.of(KEY, "2.sample-away", REMINDER, "\\\"excludeDays\\\": 180"));
    assertEquals(until, excluded.text("coolOffUntil"), "a break can only be made longer");
    assertTrue(Long.parseLong(excluded.text("excludedUntil")) > now + 179 * DAY_MS);
  }

  @Test
  void theSeventhOperationOfASecondIsAskedToWaitOnBothApis() {
    long now = System.currentTimeMillis();
    for (int i = 1; i <= 6; i++) {
      assertEquals(200, table.askAt(now, "protect", Map.of(KEY, i + ".sample-limit")).status());
    }
    for (String event : new String[] {"bet", "protect"}) {
      Answer hurried = table.askAt(now, event, Map.of("1.sample", "7.sample"));
      assertEquals(429, hurried.status());
      assertEquals("RATE_LIMITED", hurried.code());
      assertEquals("1", hurried.headers().get("retry-after"));
      assertEquals("7", hurried.text("account.version"), "nothing was written");
    }
    Answer message = table.askAt(now, "socket-bet", Map.of());
    assertEquals(200, message.status(), "any other status hides the message");
    assertEquals("error", message.text("type"));
    assertEquals("r1", message.text("requestId"));
    assertEquals("RATE_LIMITED", message.code());
    assertEquals("1", message.text("problem.retryAfter"));
    Map<String, String> later = Map.of("attempt\": \"1\"", "attempt\": \"2\"");
    assertEquals(201, table.askAt(now + 1_000, "bet", later).status(), "the same key, later");
  }

  @Test
  void theHistoryTellsAChangeInWords() {
    table.ask("protect");
    String told = table.ask("account-entries").text("entries");
    assertTrue(told.contains("kind=limits"), told);
    String words =
        "note=at most 0.0015 ETH staked a day, 0.009 ETH lost a week; a reminder every 60 minutes";
    assertTrue(told.contains(words), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\\"limits\\\"          | \\\"limit\\\"             | limit is no member",
        "{\\\"dayStake\\\"       | [{\\\"dayStake\\\"        | limits must be an object",
        "1500000000000000        | -1                        | limits.dayStake must be wei",
        "1500000000000000        | 0.5                       | limits.dayStake must be wei",
        "1500000000000000        | 120000000000000000000000001 | limits.dayStake is at most",
        "9000000000000000        | 1e3                       | limits.weekLoss must be wei",
        "\\\": 60                | \\\": 9                   | reminderMinutes is 0 for none, or 10"
            + " to",
        "\\\": 60                | \\\": 241                 | reminderMinutes is 0 for none, or 10"
            + " to",
        "\\\": 60                | \\\": -60                 | reminderMinutes is 0 for none, or 10"
            + " to",
        "\\\": 60                | \\\": 60.5                | reminderMinutes must be a whole number",
        "reminderMinutes\\\": 60 | coolOffDays\\\": 43       | coolOffDays is 0 for none, or 1 to"
            + " 42.",
        "reminderMinutes\\\": 60 | coolOffDays\\\": -1       | coolOffDays is 0 for none, or 1 to"
            + " 42.",
        "reminderMinutes\\\": 60 | excludeDays\\\": 179      | excludeDays is 0 for none, or 180 to"
            + " 3650.",
        "reminderMinutes\\\": 60 | excludeDays\\\": 3651     | excludeDays is 0 for none, or 180 to"
            + " 3650.",
        "1.sample-limit          | 1.short                   | Idempotency-Key",
        "idempotency-key         | other                     | Send an Idempotency-Key",
        "1.sample-limit          | 9.sample-limit            | version"
      })
  void badInputIsRefusedInWordsAndChangesNothing(String was, String is, String words) {
    Answer refused = table.ask("protect", Map.of(was, is));
    assertEquals("VALIDATION", refused.code());
    assertEquals(400, refused.status());
    assertTrue(refused.text("detail").contains(words), refused.text("detail"));
    assertEquals("1", table.ask("account").text("version"));
  }

  private static Map<String, String> secondSeat() {
    return Map.of("1.sample-key", "3.sample-next", "seat\\\": 1", "seat\\\": 2");
  }
}
