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
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        AuditCost cost = new AuditCost(dynamo, PLAYERS, ASLEEP, 7)) {
      AuditCost.Measured measured = cost.measure(3);
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

  /** {@code audit-cost --days 30} does the same for a month. */
  @Test
  void aHouseOfSomeDaysIsMeasuredAtItsAgeAndNothingIsFound() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        AuditCost cost = new AuditCost(dynamo, PLAYERS, ASLEEP, 9)) {
      AuditCost.Aged aged = cost.measureAt(1, 1);
      aged.lines(0.125).forEach(System.out::println);
      assertEquals(0, aged.findings());
      assertTrue(aged.entries() > 96 * PLAYERS, "entries: " + aged.entries());
      assertTrue(aged.news() >= 2 * (PLAYERS + ASLEEP), "news: " + aged.news());
      assertTrue(aged.whole() > 2 * aged.news(), "whole: " + aged.whole());
    }
  }

  /** {@code audit-slices} with ten million entries does the same for hours. */
  @Test
  void everythingIsReadInSlicesWhilePlayGoesOnAndNothingIsFound() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        AuditCost cost = new AuditCost(dynamo, PLAYERS, 0, 8)) {
      AuditSlices.Sliced sliced = new AuditSlices(cost, 700).run(8, 2);
      assertEquals(0, sliced.findings());
      assertTrue(sliced.passes() >= 2, "passes: " + sliced.passes());
      assertTrue(sliced.slices() > 2 * sliced.passes(), "slices: " + sliced.slices());
      assertTrue(sliced.entries() > 4_000, "entries: " + sliced.entries());
    }
  }
}
