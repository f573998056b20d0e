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
    Map<String, String> another =
        Map.of("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", "0x" + "7".repeat(40));
    assertEquals(200, table.ask("reconciliation", another).status(), "nobody else waits");
  }
}
