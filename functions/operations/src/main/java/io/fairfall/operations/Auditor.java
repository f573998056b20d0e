package io.fairfall.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.audit.Audit;
import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.AuditReport;
import io.fairfall.audit.CheckpointTable;
import io.fairfall.audit.DynamoShelf;
import io.fairfall.audit.Evidence;
import io.fairfall.audit.Pass;
import io.fairfall.edge.Aws;
import io.fairfall.edge.ConflictMetric;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Log;
import io.fairfall.edge.Metrics;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.keys.LedgerKeys;
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
public final class Auditor implements RequestStreamHandler {
  /**
   * How long before its end an invocation begins to stop: between two journals, and one is long.
   */
  private static final int STOP_BEFORE_END_MS = 120_000;

  /** Segments, rounds and findings: what an invocation has memory for and an item has room for. */
  private static final Scope SCOPE = new Scope(Duration.ofMinutes(15), 4, 100_000, 50);

  private static final int KEY_BYTES = 16;

  private final Audit audit;
  private final SavedPasses passes;
  private final AuditReports reports;
  private final SecureRandom random = new SecureRandom();

  public Auditor() {
    this(System.getenv());
  }

  public Auditor(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    InstantSource clock = InstantSource.system();
    DynamoDbClient dynamo = new Aws(environment).dynamoDb();
    String accountsTable = environment.require("ACCOUNTS_TABLE");
    String eventsTable = environment.require("EVENTS_TABLE");
    Journals events = new DynamoJournals(dynamo, eventsTable);
    this.audit =
        new Audit(
            new Evidence(
                new DynamoShelf(dynamo, accountsTable),
                new DynamoJournals(dynamo, accountsTable),
                new DynamoShelf(dynamo, eventsTable),
                events,
                Optional.of(new CheckpointTable(dynamo, environment.require("CHECKPOINTS_TABLE"))),
                Optional.of(LedgerKeys.of(environment, clock))),
            clock);
    this.passes = new SavedPasses(dynamo, environment.require("WORK_TABLE"));
    Metrics metrics = new Metrics(environment, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    Breaker breaker = new Breaker(new SettingsJournal(events, clock, loop), metrics::count);
    this.reports = new AuditReports(events, metrics, breaker, clock, loop);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context lambda) {
    Pass pass = earlier().orElseGet(this::begin);
    if (audit.work(pass, () -> lambda.getRemainingTimeInMillis() < STOP_BEFORE_END_MS)) {
      AuditReport report = pass.report();
      reports.publish(report);
      passes.clear();
    } else {
      passes.save(pass.save(), pass.balances());
      Log.info("audit_goes_on", Map.of("phase", pass.phase(), "entries", pass.entries()));
    }
  }

  private Pass begin() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return audit.begin(SCOPE, HexFormat.of().formatHex(key));
  }

  /** A pass that another release has left may be unreadable: then a new one begins. */
  private Optional<Pass> earlier() {
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
