package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long one invocation works: it leaves before the next one comes, and before it is stopped. */
class InvocationLengthTest {
  @ParameterizedTest
  @CsvSource({"75000, 57000", "62000, 57000", "61999, 56999", "30000, 25000", "5000, 0"})
  void itEndsBeforeTheNextAndBeforeItIsStopped(long leftMs, long worksMs) {
    assertEquals(worksMs, Indexer.lengthMs(leftMs));
  }
}
