package io.fairfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.Audit;
import io.fairfall.audit.AuditRun;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bench in small: what it plays is in order, every seal and every fact of it. */
@Tag("integration")
class AuditBenchTest {
  private static final int ENTRIES = 20_000;

  /** Many accounts, or two of ten thousand entries each. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10_000})
  void aHistoryOfTwentyThousandEntriesIsInOrder(int accountsOf) {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      AuditBench.fill(dynamo, ENTRIES, accountsOf, 3, out);
      MacKeys keys = new MacKeys(List.of(new MacKey(1, 0, EmbeddedSecrets.KEY)));
      Audit audit =
          new Audit(
              new Evidence(
                  new DynamoJournalTable(dynamo.client(), "AccountsTable"),
                  new DynamoJournals(dynamo.client(), "AccountsTable"),
                  new DynamoJournalTable(dynamo.client(), "EventsTable"),
                  new DynamoJournals(dynamo.client(), "EventsTable"),
                  Optional.of(new CheckpointTable(dynamo.client(), "CheckpointsTable")),
                  Optional.of(() -> keys)),
              InstantSource.system());
      AuditRun pass = audit.begin(Audit.Scope.USUAL, "test");
      assertTrue(audit.work(pass, () -> false));
      AuditReport report = pass.report();
      assertEquals(List.of(), report.first());
      assertTrue(report.counts().getOrDefault("account_entries", 0L) > ENTRIES * 0.9);
      out.println(report.counts() + " in " + report.seconds() + " s");
    }
  }
}
