package io.fairfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is new costs what is new, however long a house has played. */
@Tag("integration")
class AuditCostBenchTest {
  private static final int PLAYERS = 10;
  private static final int ASLEEP = 30;

  @Test
  void aPassCostsWhatIsNewAndFindsNothing() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      AuditCost.Measured measured = new AuditCost(dynamo, PLAYERS, ASLEEP, 7).measure(3);
      measured.table(0.125).forEach(System.out::println);
      assertEquals(0, measured.findings());
      assertTrue(measured.entries() > 500, "entries: " + measured.entries());
      // a read unit for each account and reading, and what the scans of the checkpoints cost
      assertTrue(measured.empty() >= 2 * (PLAYERS + ASLEEP), "empty: " + measured.empty());
      assertTrue(measured.empty() < 400, "empty: " + measured.empty());
      assertTrue(measured.news() < 5 * measured.whole() * measured.entries() + measured.empty());
      assertTrue(measured.after(30) * 10 < measured.before(30), "a month");
    }
  }
}
