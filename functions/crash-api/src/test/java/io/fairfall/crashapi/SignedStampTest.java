package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.Curve;
import io.fairfall.crashapi.CrashApiFixture.Answer;
import io.fairfall.money.Multiplier;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a player gets from a cashout that the house could not answer. */
@Tag("integration")
class SignedStampTest {
  private static final long BETTING_MS = 1_500;
  private static final Multiplier CRASH = new Multiplier(110);
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final String OTHER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  private static final long BET = 2;

  private final CrashApiFixture table = new CrashApiFixture();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void aCashoutThatTheStoreDidNotAnswerWinsAfterTheCrash() throws InterruptedException {
    long startsAt = betAndStart();
    Answer unknown = table.askCutOff("cashout");
    assertEquals(503, unknown.status());
    assertEquals("UNAVAILABLE", unknown.code());
    assertEquals("1", unknown.headers().get("retry-after"));
    String stamp = unknown.text("stamp");
    long stampMs = Long.parseLong(stamp.substring(0, stamp.indexOf('.')));

    assertTrue(stampMs < table.crash(CRASH), "the flight outlasts the request");
    table.ask("faucet", Map.of("10000000000000000000", "1")); // closes the bet as lost
    assertEquals("ALREADY_CRASHED", table.ask("cashout").code());
    Answer won = presented("cashout", stamp);
    assertEquals(200, won.status(), won.toString());
    assertEquals(Long.toString(Curve.at(stampMs - startsAt).hundredths()), won.text("multiplier"));
    assertEquals("0", won.text("account.locked"));
    assertEquals(won, presented("cashout", stamp));
    assertEquals(won.text("payout"), table.ask("cashout").text("payout"));
  }

  @Test
  void theSameHoldsOverTheSocket() throws InterruptedException {
    betAndStart();
    Answer unknown = table.askCutOff("socket-cashout");
    assertEquals("error", unknown.text("type"));
    assertEquals("r2", unknown.text("requestId"));
    assertEquals("1", unknown.text("problem.retryAfter"));
    String stamp = unknown.text("problem.stamp");
    table.crash(CRASH);
    assertEquals("ALREADY_CRASHED", table.ask("socket-cashout").code());
    assertEquals("cashout_ack", presented("socket-cashout", stamp).text("type"));
  }

  @Test
  void anUnansweredRetryGetsTheStampThatItPresented() throws InterruptedException {
    betAndStart();
    String stamp = table.stamps().sign(PLAYER, BET, System.currentTimeMillis());
    Answer unknown = table.askCutOff("cashout", Map.of("\"accept\"", header(stamp) + "\"accept\""));
    assertEquals(stamp, unknown.text("stamp"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cashout", "socket-cashout"})
  void aStampThatIsNotOfThisBetIsRefusedAndChangesNothing(String event)
      throws InterruptedException {
    betAndStart();
    long nowMs = System.currentTimeMillis();
    table.crash(CRASH);
    String version = table.ask("account").text("version");
    String ours = table.stamps().sign(PLAYER, BET, nowMs);
    for (String refused :
        new String[] {
          table.stamps().sign(OTHER, BET, nowMs),
          table.stamps().sign(PLAYER, BET + 1, nowMs),
          ours.replaceFirst("^[0-9]+", Long.toString(nowMs - 1)),
          ours.substring(0, ours.length() - 1),
          nowMs + "." + "A".repeat(43),
          nowMs + ".",
          Long.toString(nowMs),
          "",
          table.stamps().sign(PLAYER, BET, nowMs - SignedStamps.MAX_AGE_MS - 60_000)
        }) {
      assertEquals("VALIDATION", presented(event, refused).code(), refused);
    }
    assertEquals(version, table.ask("account").text("version"));
    assertEquals("200", Integer.toString(presented(event, ours).status()));
    assertNotEquals(version, table.ask("account").text("version"));
  }

  @Test
  void aDefiniteRefusalCarriesNoStamp() throws InterruptedException {
    betAndStart();
    table.crash(CRASH);
    Answer late = table.ask("cashout");
    assertEquals("ALREADY_CRASHED", late.code());
    assertFalse(late.body().containsKey("stamp"));
    assertFalse(late.headers().containsKey("retry-after"));
  }

  private long betAndStart() throws InterruptedException {
    table.open(BETTING_MS, CRASH);
    table.ask("faucet");
    assertEquals(Long.toString(BET), table.ask("bet").text("betId"));
    return table.start();
  }

  private Answer presented(String event, String stamp) {
    String member = "\\\"betId\\\": \\\"2\\\"";
    return event.startsWith("socket")
        ? table.ask(event, Map.of(member, member + ", \\\"stamp\\\": \\\"" + stamp + "\\\""))
        : table.ask(event, Map.of("\"accept\"", header(stamp) + "\"accept\""));
  }

  private static String header(String stamp) {
    return "\"Cashout-Stamp\": \"" + stamp + "\", ";
  }
}
