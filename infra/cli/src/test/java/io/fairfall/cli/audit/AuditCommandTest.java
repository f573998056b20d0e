package io.fairfall.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    assertTrue(out.toString().contains("Both readings agree: nothing is wrong."), out.toString());
  }

  /** A part of the house that does more than pause: the rules of the replay do not see it. */
  @Test
  void whereTheReadingsDifferThatIsAFinding() throws IOException {
    String body =
        "{\"settings\":{\"bettingPaused\":false,\"withdrawalsPaused\":false,\"rolloutPercent\":5},"
            + "\"reason\":\"more\",\"by\":\"audit\"}";
    new DynamoJournals(dynamo.client(), "EventsTable")
        .append(new Entry("settings", 1, "settings_changed", 1, body));
    Path json = folder.resolve("report.json");
    assertEquals(1, run("--endpoint", dynamo.endpoint().toString(), "--json", json.toString()));
    assertTrue(out.toString().contains("THE TWO READINGS DIFFER"), out.toString());
    assertTrue(AuditReport.read(Files.readString(json)).isClean());
    String second = Files.readString(folder.resolve("report.json.independent.json"));
    assertTrue(
        second.contains("\"journal\":\"settings\",\"slot\":1,\"rule\":\"settings\""), second);
  }

  @Test
  void anExportIsSortedHoweverLittleMemoryThereIs() throws IOException {
    DynamoJournals events = new DynamoJournals(dynamo.client(), "EventsTable");
    for (int round = 40; round > 0; round--) {
      for (int version = 1; version <= 12; version++) {
        events.append(new Entry("round:" + round, version, "x", 1, "{\"ü\":\"\\\"\"}"));
      }
    }
    Path file = folder.resolve("export");
    assertEquals(0, run("--endpoint", dynamo.endpoint().toString(), "--export", file.toString()));
    assertTrue(out.toString().contains("480 items"), out.toString());
    DynamoJournalTable accounts = new DynamoJournalTable(dynamo.client(), "AccountsTable");
    DynamoJournalTable shelf = new DynamoJournalTable(dynamo.client(), "EventsTable");
    Path again = folder.resolve("again");
    new ExportWriter(
            new Evidence(accounts, events, shelf, events, Optional.empty(), Optional.empty()), 500)
        .write(again);
    assertEquals(Files.readString(file), Files.readString(again));
    try (Auditor.Export export = new Auditor.Export(file)) {
      // which refuses what is not sorted
      export.each(item -> assertEquals("{\"ü\":\"\\\"\"}", item.body()));
      assertEquals(12, export.range("events", "round:9", 1, 99).size());
    }
  }

  @Test
  void payoutsAreExportedAndJudgedWhereTheirTableIsNamed() throws IOException {
    dynamo.createJournalTable("Payouts");
    new DynamoJournals(dynamo.client(), "Payouts")
        .append(new Entry("payments", 1, "paid", 1, "{}"));
    Path file = folder.resolve("export");
    String endpoint = dynamo.endpoint().toString();
    assertEquals(
        0, run("--endpoint", endpoint, "--payouts-table", "Payouts", "--export", file.toString()));
    try (Auditor.Export export = new Auditor.Export(file)) {
      assertEquals("paid", export.range("payouts", "payments", 1, 1).getFirst().type());
    }
    assertEquals(0, run("--endpoint", endpoint));
    assertEquals(1, run("--endpoint", endpoint, "--payouts-table", "Payouts"));
    assertTrue(out.toString().contains("payments entry 1 [stranger]"), out.toString());
    assertTrue(out.toString().contains("Both readings agree: something is wrong."), out.toString());
  }

  @Test
  void aTextIsExportedToItsLastCharacter() throws IOException {
    String body = "{\"x\":\"\\\"\\\\\u0001\t\n/<\u007f\u2028ü\ud83d\ude00\"}";
    new DynamoJournals(dynamo.client(), "EventsTable").append(new Entry("game", 1, "x", 1, body));
    Path file = folder.resolve("export");
    assertEquals(0, run("--endpoint", dynamo.endpoint().toString(), "--export", file.toString()));
    try (Auditor.Export export = new Auditor.Export(file)) {
      assertEquals(body, export.range("events", "game", 1, 1).getFirst().body());
    }
  }

  @Test
  void aFindingIsNamedInTheReportAndInTheExitCode() throws IOException {
    new DynamoJournals(dynamo.client(), "AccountsTable")
        .append(new Entry("account:0xa", 2, "deposit", 1, "{}"));
    Path json = folder.resolve("report.json");
    assertEquals(1, run("--endpoint", dynamo.endpoint().toString(), "--json", json.toString()));
    assertTrue(out.toString().contains("account:0xa entry 2 [gap]"), out.toString());
    assertTrue(out.toString().contains("Both readings agree: something is wrong."), out.toString());
    AuditReport report = AuditReport.read(Files.readString(json));
    assertEquals(2, report.findings());
    assertEquals("gap", report.first().getFirst().rule());
  }

  @Test
  void keysThatAreNoneAreRefusedByNameAndNotRepeated() throws IOException {
    Path keys = folder.resolve("keys.json");
    Files.writeString(keys, "{\"notBefore.1\":\"0\",\"key.1\":\"short-secret\"}");
    String endpoint = dynamo.endpoint().toString();
    assertEquals(1, run("--endpoint", endpoint, "--keys", keys.toString()));
    assertTrue(err.toString().contains("the ledger's keys are refused: key.1 is"), err.toString());
    assertFalse(err.toString().contains("short-secret"), err.toString());
  }

  @Test
  void withKeysFromAFileSealsAreChecked() throws IOException {
    Path keys = folder.resolve("keys.json");
    Files.writeString(keys, "{\"notBefore.1\":\"0\",\"key.1\":\"%s\"}".formatted("k".repeat(64)));
    assertEquals(0, run("--endpoint", dynamo.endpoint().toString(), "--keys", keys.toString()));
    assertFalse(out.toString().contains("Seals were NOT checked"), out.toString());
    assertTrue(out.toString().contains("Both readings agree: nothing is wrong."), out.toString());
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
