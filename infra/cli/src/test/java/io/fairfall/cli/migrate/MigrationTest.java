package io.fairfall.cli.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.ExternalReceipts;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The command as operators run it, against the function's real code and a real store; with {@code
 * -Dfairfall.migration.rows=100000} at full size. Answers are lost all the time.
 */
@Tag("integration")
class MigrationTest {
  private static final int ROWS = Integer.getInteger("fairfall.migration.rows", 2_000);
  private static final long SEED = Long.getLong("fairfall.migration.seed", 1);
  private static final int COMMANDS = ROWS / OpeningClient.MAX_OPENINGS;
  private static final int MAX_UNDER_WAY =
      (Migration.MAX_BATCHES_UNDER_WAY + 1) * OpeningClient.MAX_OPENINGS;
  private static final int INTERRUPTED = 143; // 128 + SIGTERM

  private static final String HELD = "In the ledger from these rows";

  @TempDir private Path folder;

  @Test
  void aRunThatIsKilledAndInterruptedComesToTheSameTotals() throws Exception {
    Path file = folder.resolve("balances.csv");
    OldBalances balances = OldBalances.write(file, ROWS, SEED);
    try (FunctionOnAPort function = new FunctionOnAPort()) {
      killedOnTheWay(function, file);
      interruptedOnTheWay(function, file, balances);

      CommandLineRun last = run(function, file, "the rest");
      assertEquals(MigrationSummary.SOME_REJECTED, last.await(), last.output());
      assertTotals(balances, last);
      assertTrue(last.rows("opened") > 0 && last.rows("already there") > COMMANDS, last.output());
      assertEquals(balances.bad(), report(file));
      assertLedger(function, balances);

      CommandLineRun again = run(function, file, "again, from the first row");
      assertEquals(MigrationSummary.SOME_REJECTED, again.await(), again.output());
      assertTotals(balances, again);
      assertEquals(0, again.rows("opened"));
      assertEquals(balances.bad(), report(file));
    }
  }

  @Test
  void aRehearsalJudgesEverythingAndAsksNobody() throws Exception {
    Path file = folder.resolve("balances.csv");
    OldBalances balances = OldBalances.write(file, 2_000, SEED);
    CommandLineRun rehearsal = CommandLineRun.start(file, "--dry-run");
    assertEquals(MigrationSummary.SOME_REJECTED, rehearsal.await(), rehearsal.output());
    assertEquals(balances.good().size(), rehearsal.rows("could be opened"));
    assertEquals(balances.weiUpTo(Long.MAX_VALUE), rehearsal.wei("could be opened"));
    assertEquals(balances.bad(), report(file));
  }

  private void killedOnTheWay(FunctionOnAPort function, Path file) throws Exception {
    CommandLineRun killed = start(function, file);
    function.onCommand(number -> killed.killAt(number, COMMANDS / 3));
    assertTrue(killed.await() > 128, killed.output());
    assertFalse(killed.output().contains("In the ledger"), killed.output());
  }

  private void interruptedOnTheWay(FunctionOnAPort function, Path file, OldBalances balances)
      throws Exception {
    CommandLineRun interrupted = start(function, file);
    function.onCommand(number -> interrupted.interruptAt(number, 2 * COMMANDS / 3));
    assertEquals(INTERRUPTED, interrupted.await(), interrupted.output());
    long line = interrupted.lastLine();
    assertTrue(line > ROWS / 2 && line < ROWS, interrupted.output());
    assertEquals(
        balances.weiUpTo(line),
        interrupted.wei(HELD).add(interrupted.wei("unknown")),
        interrupted.output());
    // only what was under way, and only if its answer was lost
    assertTrue(interrupted.rows("unknown") <= MAX_UNDER_WAY, interrupted.output());
  }

  private static CommandLineRun run(FunctionOnAPort function, Path file, String what)
      throws Exception {
    long startNs = System.nanoTime();
    CommandLineRun run = start(function, file);
    run.await();
    long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    System.out.printf("%s: %,d ms%n%s%n", what, elapsedMs, run.output());
    return run;
  }

  private static CommandLineRun start(FunctionOnAPort function, Path file) throws IOException {
    function.onCommand(number -> {});
    return CommandLineRun.start(
        file, "--url", function.origin().toString(), "--by", "ada", "--reason", "the old one ends");
  }

  private static void assertTotals(OldBalances balances, CommandLineRun run) throws IOException {
    assertEquals(ROWS, run.rows("rows"), run.output());
    assertEquals(balances.bad().size(), run.rows("rejected"), run.output());
    assertEquals(balances.zeros(), run.rows("zero, skipped"), run.output());
    assertEquals(0, run.rows("unknown"), run.output());
    assertEquals(
        balances.good().size(), run.rows("opened") + run.rows("already there"), run.output());
    assertEquals(
        balances.weiUpTo(Long.MAX_VALUE),
        run.wei("opened").add(run.wei("already there")),
        run.output());
    assertEquals(balances.weiUpTo(Long.MAX_VALUE), run.wei(HELD), run.output());
  }

  /** One entry and one receipt for each good row, and nothing else in the table. */
  private static void assertLedger(FunctionOnAPort function, OldBalances balances) {
    Map<String, BigInteger> accounts = new HashMap<>();
    Map<String, BigInteger> receipts = new HashMap<>();
    function
        .dynamo()
        .client()
        .scanPaginator(scan -> scan.tableName("accounts"))
        .items()
        .forEach(item -> collect(item, accounts, receipts));
    Map<String, BigInteger> expected = new HashMap<>();
    balances.good().forEach(row -> expected.put(row.player(), row.wei()));
    assertEquals(balances.good().size(), expected.size());
    assertEquals(expected, accounts);
    assertEquals(expected, receipts);
  }

  private static void collect(
      Map<String, AttributeValue> item,
      Map<String, BigInteger> accounts,
      Map<String, BigInteger> receipts) {
    Entry entry =
        new Entry(
            text(item, "journal"),
            Long.parseLong(Objects.requireNonNull(item.get("version")).n()),
            text(item, "type"),
            Long.parseLong(Objects.requireNonNull(item.get("at")).n()),
            text(item, "body"));
    assertEquals(1, entry.version(), entry.journal());
    if (entry.journal().startsWith(ExternalReceipts.PREFIX)) {
      ExternalReceipts.Receipt receipt = ExternalReceipts.read(entry);
      assertEquals(
          ExternalReceipts.journalOf(ExternalReceipts.openingKey(receipt.player())),
          entry.journal());
      receipts.put(receipt.player(), receipt.amount().value());
    } else {
      AccountEntry opening = BetEntryCodec.INSTANCE.read(entry);
      assertEquals(AccountEntry.Kind.OPENING, opening.kind());
      accounts.put(
          Accounts.playerOf(entry.journal()).orElseThrow(), opening.after().available().value());
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).s();
  }

  private static Map<Long, String> report(Path file) throws IOException {
    Map<Long, String> rows = new TreeMap<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().ofCsvRecord(Path.of(file + ".rejected.csv"))) {
      csv.stream()
          .skip(1)
          .forEach(row -> rows.put(Long.parseLong(row.getField(0)), row.getField(1)));
    }
    assertTrue(Files.exists(file));
    return rows;
  }
}
