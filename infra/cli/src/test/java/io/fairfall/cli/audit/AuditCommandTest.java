package io.fairfall.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.report.AuditReport;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as an outsider gives it: an endpoint, two tables, and no keys. */
@Tag("integration")
class AuditCommandTest {
  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void create() {
    dynamo.createJournalTable("AccountsTable");
    dynamo.createJournalTable("EventsTable");
  }

  @AfterEach
  void close() {
    dynamo.close();
  }

  @Test
  void anEmptyHouseIsInOrderAndWhatWasNotCheckedIsSaid() {
    assertEquals(0, run("--endpoint", dynamo.endpoint().toString()));
    assertTrue(out.toString().contains("Nothing is wrong."), out.toString());
    assertTrue(out.toString().contains("Seals were NOT checked"), out.toString());
    assertTrue(out.toString().contains("Checkpoints were NOT compared"), out.toString());
    assertTrue(out.toString().contains("It adds up"), out.toString());
  }

  @Test
  void aFindingIsNamedInTheReportAndInTheExitCode() throws IOException {
    new DynamoJournals(dynamo.client(), "AccountsTable")
        .append(new Entry("account:0xa", 2, "deposit", 1, "{}"));
    Path json = folder.resolve("report.json");
    assertEquals(1, run("--endpoint", dynamo.endpoint().toString(), "--json", json.toString()));
    assertTrue(out.toString().contains("account:0xa entry 2 [gap]"), out.toString());
    AuditReport report = AuditReport.read(Files.readString(json));
    assertEquals(2, report.findings());
    assertEquals("gap", report.first().getFirst().rule());
  }

  @Test
  void whereNothingAnswersASentenceSaysSo() {
    assertEquals(1, run("--endpoint", "http://127.0.0.1:9"));
    assertTrue(err.toString().contains("unanswered"), err.toString());
  }

  private int run(String... arguments) {
    return new CommandLine(new AuditCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
