package io.fairfall.admin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.audit.Audit;
import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.AuditRun;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The audit function, on a schedule. It works on a pass until its own time is nearly over, keeps
 * what it has, and goes on from there the next time. A pass that is done is published; what it
 * found wrong stops the betting, and rings.
 */
public final class AuditHandler implements RequestStreamHandler {
  /**
   * How long before its end an invocation begins to stop: between two journals, and one is long.
   */
  private static final int STOP_BEFORE_END_MS = 120_000;

  /** Segments, rounds and findings: what an invocation has memory for and an item has room for. */
  private static final Scope SCOPE = new Scope(Duration.ofMinutes(15), 4, 100_000, 50);

  private static final int KEY_BYTES = 16;

  private final Audit audit;
  private final AuditRunStore passes;
  private final AuditReports reports;
  private final SecureRandom random = new SecureRandom();

  public AuditHandler() {
    this(System.getenv());
  }

  public AuditHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    InstantSource clock = InstantSource.system();
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    String accountsTable = environment.require("ACCOUNTS_TABLE");
    String eventsTable = environment.require("EVENTS_TABLE");
    Journals events = new DynamoJournals(dynamo, eventsTable);
    this.audit =
        new Audit(
            new Evidence(
                new DynamoJournalTable(dynamo, accountsTable),
                new DynamoJournals(dynamo, accountsTable),
                new DynamoJournalTable(dynamo, eventsTable),
                events,
                Optional.of(new CheckpointTable(dynamo, environment.require("CHECKPOINTS_TABLE"))),
                Optional.of(LedgerMacKeys.of(environment, clock))),
            clock);
    this.passes = new AuditRunStore(dynamo, environment.require("WORK_TABLE"));
    Metrics metrics = new Metrics(environment, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    Breaker breaker = new Breaker(new SettingsJournal(events, clock, loop), metrics::count);
    this.reports = new AuditReports(events, metrics, breaker, clock, loop);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context lambda) {
    AuditRun run = earlier().orElseGet(this::begin);
    if (audit.work(run, () -> lambda.getRemainingTimeInMillis() < STOP_BEFORE_END_MS)) {
      AuditReport report = run.report();
      reports.publish(report);
      passes.clear();
    } else {
      passes.save(run.save(), run.balances());
      Log.info("audit_goes_on", Map.of("phase", run.phase(), "entries", run.entries()));
    }
  }

  private AuditRun begin() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return audit.begin(SCOPE, HexFormat.of().formatHex(key));
  }

  /** A pass that another release has left may be unreadable: then a new one begins. */
  private Optional<AuditRun> earlier() {
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
