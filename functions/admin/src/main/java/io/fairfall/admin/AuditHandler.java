package io.fairfall.admin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.audit.Audit;
import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.AuditRun;
import io.fairfall.audit.IndependentPass;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.auditor.Auditor.Unreadable;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.SealedJournals;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingsJournal;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The audit function, on a schedule. It works on a pass until its own time is nearly over, keeps
 * what it has, and goes on from there the next time. A pass that is done is read once more by an
 * auditor that shares no code with it, up to the same instant, and then both are published; what
 * either found wrong stops the betting, and rings, and so does it if they differ.
 */
public final class AuditHandler implements RequestStreamHandler {
  /** How long before its end an invocation begins to stop: a round's journal is read to its end. */
  private static final int STOP_BEFORE_END_MS = 120_000;

  /** Segments, rounds and findings: what an invocation has memory for and an item has room for. */
  private static final Scope SCOPE = new Scope(Duration.ofMinutes(15), 4, 100_000, 50);

  private static final int KEY_BYTES = 16;

  private final Evidence evidence;
  private final Journals events;
  private final BetBounds deployed;
  private final MacKeySource keys;
  private final InstantSource clock;
  private final AuditRunStore passes;
  private final AuditReports reports;
  private final SecureRandom random = new SecureRandom();

  public AuditHandler() {
    this(System.getenv());
  }

  public AuditHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    this.clock = InstantSource.system();
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    String accountsTable = environment.require("ACCOUNTS_TABLE");
    String eventsTable = environment.require("EVENTS_TABLE");
    this.events = new DynamoJournals(dynamo, eventsTable);
    this.deployed =
        BetBounds.parse(
            environment.require("MIN_STAKE"),
            environment.require("MAX_STAKE"),
            environment.require("MAX_PROFIT"));
    this.keys = LedgerMacKeys.of(environment, clock);
    this.evidence =
        new Evidence(
            new DynamoJournalTable(dynamo, accountsTable),
            new DynamoJournals(dynamo, accountsTable),
            new DynamoJournalTable(dynamo, eventsTable),
            events,
            Optional.of(new CheckpointTable(dynamo, environment.require("CHECKPOINTS_TABLE"))),
            Optional.of(keys));
    this.passes = new AuditRunStore(dynamo, environment.require("WORK_TABLE"));
    Metrics metrics = new Metrics(environment, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    Breaker breaker =
        new Breaker(
            new SettingsJournal(new SealedJournals(events, keys), clock, loop), metrics::count);
    this.reports = new AuditReports(events, metrics, breaker, clock, loop);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context lambda) {
    BooleanSupplier isOver = () -> lambda.getRemainingTimeInMillis() < STOP_BEFORE_END_MS;
    DeployedSoFar known =
        DeployedSoFar.known(
            events.latest(AuditReports.JOURNAL, Long.MAX_VALUE, DeployedSoFar.MAX_ENTRIES),
            deployed,
            keys.get(),
            clock.millis());
    Optional<Both> second = second(known);
    if (second.isPresent()) {
      readAgain(second.get(), isOver);
      return;
    }
    Audit audit = new Audit(evidence, clock, known.toAudit());
    AuditRun run = earlier(audit).orElseGet(() -> begin(audit));
    if (audit.work(run, isOver)) {
      AuditReport report = run.report();
      Both both = new Both(report, IndependentPass.begin(evidence, known.toAudit(), report), known);
      // at once: whatever stops the second reading, the first is not made again
      passes.saveSecond(both.saved());
      passes.clear();
      readAgain(both, isOver);
    } else {
      passes.save(run.save(), run.balances());
      Log.info("audit_goes_on", Map.of("phase", run.phase(), "entries", run.entries()));
    }
  }

  /** What the replay came to, the second reading, and what both are told of bounds. */
  private record Both(AuditReport report, IndependentPass second, DeployedSoFar known) {
    AuditRunStore.Second saved() {
      return new AuditRunStore.Second(report.json(), second.save());
    }
  }

  private void readAgain(Both both, BooleanSupplier isOver) {
    if (both.second().work(isOver)) {
      reports.publish(both.report(), both.second().report(), both.known());
      passes.clearSecond();
    } else {
      passes.saveSecond(both.saved());
      Log.info("audit_is_read_again", Map.of("entries", both.report().counts()));
    }
  }

  private Optional<Both> second(DeployedSoFar known) {
    try {
      return passes
          .findSecond()
          .map(
              saved ->
                  new Both(
                      AuditReport.read(saved.report()),
                      IndependentPass.resume(saved.pass(), evidence, known.toAudit()),
                      known));
    } catch (BrokenStoreException | Unreadable otherForm) {
      Log.warn("audit_begins_anew", Map.of("because", String.valueOf(otherForm.getMessage())));
      return Optional.empty();
    }
  }

  private AuditRun begin(Audit audit) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return audit.begin(SCOPE, HexFormat.of().formatHex(key));
  }

  /** A pass that another release has left may be unreadable: then a new one begins. */
  private Optional<AuditRun> earlier(Audit audit) {
    try {
      return passes
          .find()
          .map(saved -> audit.resume(saved.state(), saved.balances().asByteArray()));
    } catch (BrokenStoreException otherForm) {
      Log.warn("audit_begins_anew", Map.of("because", String.valueOf(otherForm.getMessage())));
      return Optional.empty();
    }
  }
}
