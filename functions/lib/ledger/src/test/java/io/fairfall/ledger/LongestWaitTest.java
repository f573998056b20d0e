package io.fairfall.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many others write to an account, there is an answer before the function's time is up. */
class LongestWaitTest {
  /** Of the ten seconds of a function, three are left for its reads and puts. */
  private static final long MAX_WAIT_MS = 7_000;

  @Test
  void whoIsTriedMostPatientlyWaitsForLessThanAFunctionHas() {
    int waits = Bounds.DEFAULT.patientTries() - 1;
    long longest =
        IntStream.rangeClosed(1, waits).mapToLong(lost -> LedgerContext.DELAYS.boundMs(lost)).sum();
    assertTrue(longest <= MAX_WAIT_MS, () -> longest + " ms of waiting in " + waits + " waits");
  }
}
