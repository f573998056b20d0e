package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.crashapi.CrashApiFixture.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody can have their history read so often that the store refuses their own cashout. */
@Tag("integration")
class HistoryRateTest {
  private static final int RECONCILED = 1_000;
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  private final CrashApiFixture table = new CrashApiFixture();

  @BeforeEach
  void waitForABegunWindow() throws InterruptedException {
    // a window that ends in the middle of a test would begin the count anew
    long intoWindow = System.currentTimeMillis() % HistoryRate.WINDOW_MS;
    if (intoWindow > HistoryRate.WINDOW_MS / 2) {
      Thread.sleep(HistoryRate.WINDOW_MS - intoWindow);
    }
    table.ask("faucet");
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void whatReadsManyEntriesIsCountedAndThenHasToWait() {
    for (int i = 0; i < HistoryRate.MAX_ENTRIES / RECONCILED; i++) {
      assertEquals(200, table.ask("reconciliation").status());
    }
    Answer refused = table.ask("reconciliation");
    assertEquals(429, refused.status());
    assertEquals("RATE_LIMITED", refused.code());
    assertEquals(429, table.ask("account-entries").status());
    assertEquals(200, table.ask("account").status(), "one's balance is always there");
    Map<String, String> another = Map.of(PLAYER, "0x" + "7".repeat(40));
    assertEquals(200, table.ask("reconciliation", another).status(), "nobody else waits");
  }

  /** The store counts: each stamp that is presented may be looked up far back. */
  @Test
  void aStampIsPresentedTwentyTimesInTenSecondsAtTheMost() {
    String stamp = table.stamps().sign(PLAYER, 2, System.currentTimeMillis());
    Map<String, String> presented =
        Map.of("\"accept\"", "\"Cashout-Stamp\": \"" + stamp + "\", \"accept\"");
    for (int i = 0; i < 20; i++) {
      assertEquals(404, table.ask("cashout", presented).status(), "there is no such bet");
    }
    assertEquals("RATE_LIMITED", table.ask("cashout", presented).code());
    assertEquals(404, table.ask("cashout").status(), "whoever presents none does not wait");
  }

  /** What it comes to is said for a thousand entries, and where to go on, and never of a part. */
  @Test
  void aLongHistoryIsReconciledAThousandEntriesAtATime() {
    table.give(PLAYER, 1_005);
    Answer first = table.ask("reconciliation");
    assertEquals("1 1000 1001", places(first));
    assertEquals("true", first.text("matches"));
    assertEquals("10000000000000000999", first.text("calculated.available"));
    Map<String, String> on = Map.of("from=1", "from=1001", "\"from\": \"1\"", "\"from\": \"1001\"");
    Answer rest = table.ask("reconciliation", on);
    assertEquals("1001 1006 null", places(rest));
    assertEquals("true", rest.text("matches"));
    assertEquals("10000000000000001005", rest.text("calculated.available"));
  }

  private static String places(Answer answer) {
    return answer.text("from") + " " + answer.text("through") + " " + answer.text("next");
  }
}
