package io.fairfall.mackeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.MacKeys;
import io.fairfall.journal.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerMacKeysTest {
  private static final String ONE =
      "{\"notBefore.1\":\"0\",\"key.1\":\"%s\"}".formatted("a".repeat(64));
  private static final String TWO =
      ONE.replace("}", ",\"notBefore.2\":\"9\",\"key.2\":\"%s\"}".formatted("b".repeat(64)));
  private static final String DEVELOPMENT = ONE.replace("\"aaaa", "\"development-only-");
  private static final Duration MOMENT = Duration.ofMillis(1);

  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private String text = ONE;
  private int readings;
  private boolean isAnswered = true;
  private final LedgerMacKeys keys = new LedgerMacKeys(this::read, false, () -> now);

  @Test
  void nothingIsReadBeforeAKeyIsNeeded() {
    assertEquals(0, readings);
    keys.get();
    assertEquals(1, readings);
  }

  @Test
  void aCopyServesForMinutesAndIsThenReadAgain() {
    MacKeys first = keys.get();
    text = TWO;
    pass(LedgerMacKeys.FRESH.minus(MOMENT));
    assertSame(first, keys.get());
    pass(MOMENT);
    assertTrue(keys.get().find(2).isPresent());
    assertEquals(2, readings);
  }

  @Test
  void anUnknownKeyIsAReasonToReadAgainButNotAtEveryRequest() {
    keys.get();
    text = TWO;
    pass(LedgerMacKeys.ASK_AGAIN.minus(MOMENT));
    assertTrue(keys.knowing(2).find(2).isEmpty());
    pass(MOMENT);
    assertTrue(keys.knowing(1).find(2).isEmpty(), "a known key is none");
    assertTrue(keys.knowing(2).find(2).isPresent());
    assertEquals(2, readings);
    for (int request = 0; request < 100; request++) {
      assertTrue(keys.knowing(3).find(3).isEmpty());
    }
    assertEquals(2, readings);
  }

  @Test
  void whereNobodyAnswersAnUnknownKeyStaysUnknown() {
    keys.get();
    isAnswered = false;
    pass(LedgerMacKeys.ASK_AGAIN);
    assertTrue(keys.knowing(2).find(1).isPresent());
  }

  @Test
  void aStaleCopyServesForAnHourAndIsAskedForAgainMeanwhile() {
    keys.get();
    isAnswered = false;
    pass(LedgerMacKeys.FRESH);
    assertTrue(keys.get().find(1).isPresent());
    pass(LedgerMacKeys.ASK_AGAIN.minus(MOMENT));
    keys.get();
    assertEquals(2, readings, "requests are not held up by every failure");
    pass(MOMENT);
    isAnswered = true;
    text = TWO;
    assertTrue(keys.get().find(2).isPresent());
  }

  @Test
  void afterAnHourACopyIsTooOldToServe() {
    keys.get();
    isAnswered = false;
    pass(LedgerMacKeys.STALE_AT_MOST.minus(MOMENT));
    keys.get();
    pass(MOMENT.plus(LedgerMacKeys.ASK_AGAIN));
    assertThrows(StoreUnavailableException.class, keys::get);
    isAnswered = true;
    assertTrue(keys.get().find(1).isPresent());
  }

  @Test
  void aSlipAtARotationLeavesTheKeysThatWere() {
    keys.get();
    text = "{\"notBefore.1\":\"0\"";
    pass(LedgerMacKeys.FRESH);
    assertTrue(keys.get().find(1).isPresent());
  }

  @Test
  void withoutACopyAFailureIsAFailure() {
    isAnswered = false;
    assertThrows(StoreUnavailableException.class, keys::get);
    isAnswered = true;
    text = "{}";
    assertThrows(IllegalStateException.class, keys::get);
  }

  @Test
  void aDevelopmentKeyIsForOneMachineOnly() {
    text = DEVELOPMENT;
    String message =
        String.valueOf(assertThrows(IllegalStateException.class, keys::get).getMessage());
    assertEquals(
        "the ledger's keys are refused: key.1 is a development key, and MODE is not local",
        message);
    assertTrue(new LedgerMacKeys(this::read, true, () -> now).get().find(1).isPresent());
  }

  private String read() {
    readings++;
    if (!isAnswered) {
      throw new StoreUnavailableException("nobody answers", new IllegalStateException("unplugged"));
    }
    return text;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
