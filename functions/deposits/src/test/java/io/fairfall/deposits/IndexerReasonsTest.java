package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.IndexerStatus;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step that came to nothing is said by its own name, and by no other's. */
class IndexerReasonsTest {
  private static List<Map<String, String>> after(String failure) {
    IndexerStatus status =
        new IndexerStatus(9, ProviderHealthSnapshot.NONE, 1, 0, failure, null, null, null);
    return IndexerReasons.of(Cursor.startingAfter(1, "0x"), status, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "STEP_FAILED, TIMED_OUT: no answer",
    "STEP_FAILED, block 7 does not stand",
    "BALANCE_UNEXPLAINED, the balance is not explained: UNREACHABLE: no provider is ready"
  })
  void aFailureHasItsCode(String code, String failure) {
    assertEquals(List.of(Map.of("code", code, "text", failure)), after(failure));
  }

  @Test
  void aStepThatWentWellHasNone() {
    IndexerStatus status =
        new IndexerStatus(9, ProviderHealthSnapshot.NONE, 1, 0, null, null, null, null);
    assertEquals(List.of(), IndexerReasons.of(Cursor.startingAfter(1, "0x"), status, 0));
  }
}
