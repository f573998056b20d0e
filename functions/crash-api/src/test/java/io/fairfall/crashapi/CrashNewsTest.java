package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.CrashDisclosure;
import io.fairfall.crash.Curve;
import io.fairfall.crashapi.CrashApiFixture.Answer;
import io.fairfall.money.Multiplier;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cashout can tell of the crash, and what a request that was held open can gain by it. */
@Tag("integration")
class CrashNewsTest {
  private static final Multiplier CRASH = new Multiplier(110);
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  @AutoClose private final CrashApiFixture table = new CrashApiFixture();

  @ParameterizedTest
  @ValueSource(strings = {"cashout", "socket-cashout"})
  void aRequestHeldOpenUntilTheCrashIsHeardIsNotPaid(String event) throws InterruptedException {
    long crashAt = betAndStart() + Curve.msToReach(CRASH);
    sleepUntil(CrashDisclosure.toldAtMs(crashAt));
    Answer late = table.askAt(crashAt - 1, event, Map.of());
    assertEquals("ALREADY_CRASHED", late.code());
    String detail = late.text(event.startsWith("socket") ? "problem.detail" : "detail");
    assertTrue(detail.contains("longer than the 150 ms that are granted"), detail);
  }

  @Test
  void aRequestThatWasInTimeAndIsHandledAfterTheCrashIsPaid() throws InterruptedException {
    long crashAt = betAndStart() + Curve.msToReach(CRASH);
    sleepUntil(crashAt + 1);
    Answer paid = table.askAt(crashAt, "cashout", Map.of());
    assertEquals(200, paid.status(), paid.toString());
    assertEquals("110", paid.text("multiplier"));
  }

  /**
   * A bot's small cashouts are no news: neither their answers, nor what they change, nor silence.
   */
  @ParameterizedTest
  @ValueSource(longs = {-200, 1})
  void aCashoutChangesAndAnswersNothingBeforeTheCrashCouldBeTold(long afterCrashMs)
      throws InterruptedException {
    long stampMs = betAndStart() + Curve.msToReach(CRASH) + afterCrashMs;
    String before = table.ask("account").text("version");
    sleepUntil(stampMs + 5);
    CompletableFuture<Answer> asked =
        CompletableFuture.supplyAsync(() -> table.askAt(stampMs, "cashout", Map.of()));
    long lookedAtMs;
    do {
      lookedAtMs = System.currentTimeMillis();
      boolean isAnswered = asked.isDone();
      String version = table.ask("account").text("version");
      if (System.currentTimeMillis() < CrashDisclosure.toldAtMs(stampMs)) {
        assertTrue(!isAnswered && version.equals(before), "told " + (lookedAtMs - stampMs) + " ms");
      }
    } while (!asked.isDone());
    assertEquals(afterCrashMs > 0 ? 409 : 200, asked.join().status());
  }

  /** A stamp that is late must not become early in a request whose own stamp is. */
  @Test
  void aLateSignedStampGainsNothingInARequestThatWasHeldOpen() throws InterruptedException {
    long crashAt = betAndStart() + Curve.msToReach(CRASH);
    sleepUntil(CrashDisclosure.toldAtMs(crashAt));
    String late = table.stamps().sign(PLAYER, 2, crashAt + 30);
    Map<String, String> presented =
        Map.of("\"accept\"", "\"Cashout-Stamp\": \"" + late + "\", \"accept\"");
    assertEquals("ALREADY_CRASHED", table.askAt(crashAt - 500, "cashout", presented).code());
  }

  private long betAndStart() throws InterruptedException {
    table.ask("faucet"); // and is warm, so that betting time is for the bet
    table.ask("account");
    table.open(4_000, CRASH);
    assertEquals("2", table.ask("bet").text("betId"));
    return table.start();
  }

  private static void sleepUntil(long instantMs) throws InterruptedException {
    Thread.sleep(Math.max(0, instantMs - System.currentTimeMillis()));
  }
}
