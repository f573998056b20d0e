package io.fairfall.admin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.audit.Audit;
import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.AuditRun;
import io.fairfall.audit.IndependentPass;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.increment.Coverage;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.audit.table.ReadUnits;
import io.fairfall.auditor.Auditor.Unreadable;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The audit function, on a schedule. It reads what is new since the last time, from checkpoints on,
 * and then a slice of a pass over everything, of which one begins a day; what it has of that it
 * keeps, and goes on from there the next time. Where there is nothing to go on from, or where
 * anything was found, it reads everything, with all the time it has, until that is clean.
 *
 * <p>Each pass is read once more by an auditor that shares no code with it, up to the same instant,
 * and then both are published; what either found wrong stops the betting, and rings, and so does it
 * if they differ.
 */
public final class AuditHandler implements RequestStreamHandler {
  /** How long before its end an invocation begins to stop: a round's journal is read to its end. */
  private static final int STOP_BEFORE_END_MS = 120_000;

  /** Segments, rounds and findings: what an invocation has memory for and an item has room for. */
  private static final Scope SCOPE = new Scope(Duration.ofMinutes(15), 4, 100_000, 50);

  private static final int KEY_BYTES = 16;

  /** New entries are read for so long, of the quarter of an hour that an invocation has. */
  private static final long NEWS_MS = 360_000;

  /** And of everything so much, where what is new was read. */
  private static final long SLICE_MS = 300_000;

  /** When the next pass over everything begins, counted from the cut of the last one. */
  private static final long FULL_EVERY_MS = 86_400_000;

  private final Evidence evidence;
  private final Journals events;
  private final BetBounds deployed;
  private final MacKeySource keys;
  private final InstantSource clock;
  private final AuditRunStore passes;
  private final AuditReports reports;
  private final Checkpoints checkpoints;
  private final ReadUnits readUnits = new ReadUnits();
  private final SecureRandom random = new SecureRandom();

  public AuditHandler() {
    this(System.getenv());
  }

  public AuditHandler(Map<String, String> variables) {
    this(variables, InstantSource.system());
  }

  /** With a clock that is turned. */
  AuditHandler(Map<String, String> variables, InstantSource clock) {
    Environment environment = new Environment(variables);
    this.clock = clock;
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb(readUnits);
    String accountsTable = environment.require("ACCOUNTS_TABLE");
    String eventsTable = environment.require("EVENTS_TABLE");
    String payoutsTable = environment.require("PAYOUTS_TABLE");
    this.events = new DynamoJournals(dynamo, eventsTable);
    this.deployed =
        BetBounds.parse(
            environment.require("MIN_STAKE"),
            environment.require("MAX_STAKE"),
            environment.require("MAX_PROFIT"));
    this.keys = LedgerMacKeys.of(environment, clock);
    this.checkpoints = new CheckpointTable(dynamo, environment.require("CHECKPOINTS_TABLE"));
    this.evidence =
        new Evidence(
            new DynamoJournalTable(dynamo, accountsTable),
            new DynamoJournals(dynamo, accountsTable),
            new DynamoJournalTable(dynamo, eventsTable),
            events,
            Optional.of(checkpoints),
            Optional.of(keys),
            Optional.of(
                new Evidence.Payouts(
                    new DynamoJournalTable(dynamo, payoutsTable),
                    new DynamoJournals(dynamo, payoutsTable))));
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
    List<Entry> newest =
        events.latest(AuditReports.JOURNAL, Long.MAX_VALUE, DeployedSoFar.MAX_ENTRIES);
    DeployedSoFar known = DeployedSoFar.known(newest, deployed, keys.get(), clock.millis());
    Optional<Coverage> before = Coverage.of(newest.stream().findFirst(), keys.get());
    NewsReader news = new NewsReader(evidence, checkpoints, clock, SCOPE, this::key, reports);
    NewsReader.Come come =
        before
            .map(from -> news.read(from, known, keys.get(), until(NEWS_MS, isOver)))
            .orElse(NewsReader.Come.NOWHERE);
    // without a place to go on from, or time to get there, reading everything is all there is
    BooleanSupplier isSliceOver = come.isThere() ? until(SLICE_MS, isOver) : isOver;
    boolean isDue =
        come.coverage()
            .filter(one -> come.isThere())
            .map(one -> clock.millis() - one.fullCutMs() > FULL_EVERY_MS)
            .orElse(true);
    Optional<Coverage> after = readOn(known, come.coverage(), isDue, isSliceOver);
    tellProgress(after.or(come::coverage), newest);
  }

  private BooleanSupplier until(long ms, BooleanSupplier isOver) {
    long end = clock.millis() + ms;
    return () -> isOver.getAsBoolean() || clock.millis() >= end;
  }

  /**
   * Reads everything, as far as it comes.
   *
   * @param covered what passes over new entries have come to
   * @param isDue whether to begin, if no such pass is under way
   * @return what there is to go on from, if a pass was done
   */
  private Optional<Coverage> readOn(
      DeployedSoFar known, Optional<Coverage> covered, boolean isDue, BooleanSupplier isOver) {
    Optional<Both> second = second(known);
    if (second.isPresent()) {
      return readAgain(second.get(), covered, isOver);
    }
    Audit audit = new Audit(evidence, clock, known.toAudit());
    Optional<AuditRun> underWay = earlier(audit);
    if (underWay.isEmpty() && !isDue) {
      return Optional.empty();
    }
    AuditRun run =
        underWay.orElseGet(
            () ->
                covered
                    .map(one -> audit.begin(SCOPE, key(), one.cutMs()))
                    .orElseGet(() -> audit.begin(SCOPE, key())));
    if (!audit.work(run, isOver)) {
      passes.save(run.save(), run.balances());
      Log.info("audit_goes_on", Map.of("phase", run.phase(), "entries", run.entries()));
      return Optional.empty();
    }
    AuditReport report = run.report();
    Both both =
        new Both(report, IndependentPass.begin(evidence, known.toAudit(), clock, report), known);
    // at once: whatever stops the second reading, the first is not made again
    passes.saveSecond(both.saved());
    passes.clear();
    return readAgain(both, covered, isOver);
  }

  /** What the replay came to, the second reading, and what both are told of bounds. */
  private record Both(AuditReport report, IndependentPass second, DeployedSoFar known) {
    AuditRunStore.Second saved() {
      return new AuditRunStore.Second(report.json(), second.save());
    }

    AuditReports.Both done() {
      return new AuditReports.Both(AuditReports.Pass.ALL, report, second.report(), known);
    }
  }

  private Optional<Coverage> readAgain(
      Both both, Optional<Coverage> covered, BooleanSupplier isOver) {
    if (!both.second().work(isOver)) {
      passes.saveSecond(both.saved());
      Log.info("audit_is_read_again", Map.of("entries", both.report().counts()));
      return Optional.empty();
    }
    AuditReports.Both done = both.done();
    Optional<Coverage> coverage =
        done.isClean() ? Optional.of(behind(both.report().cutAt(), covered)) : Optional.empty();
    reports.publish(done, coverage);
    passes.clearSecond();
    return coverage;
  }

  /** A pass over everything has come to its own cut, which those over new entries are ahead of. */
  private Coverage behind(long cutMs, Optional<Coverage> covered) {
    return Coverage.sign(
        Math.max(cutMs, covered.map(Coverage::cutMs).orElse(cutMs)),
        cutMs,
        covered.map(Coverage::checkpoints).orElse(0L),
        covered.map(Coverage::marks).orElse(0L),
        keys.get().signingAt(clock.millis()));
  }

  /** Where nothing can be gone on from, the newest report tells how far it had come. */
  private void tellProgress(Optional<Coverage> coverage, List<Entry> before) {
    long nowMs = clock.millis();
    long cutMs =
        coverage
            .map(Coverage::cutMs)
            .orElseGet(() -> before.stream().findFirst().map(AuditReports::cutMs).orElse(nowMs));
    reports.publishProgress(
        readUnits.take(), nowMs - cutMs, coverage.map(one -> nowMs - one.fullCutMs()).orElse(0L));
  }

  private Optional<Both> second(DeployedSoFar known) {
    try {
      return passes
          .findSecond()
          .map(
              saved ->
                  new Both(
                      AuditReport.read(saved.report()),
                      IndependentPass.resume(saved.pass(), evidence, known.toAudit(), clock),
                      known));
    } catch (BrokenStoreException | Unreadable otherForm) {
      Log.warn("audit_begins_anew", Map.of("because", String.valueOf(otherForm.getMessage())));
      return Optional.empty();
    }
  }

  private String key() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return HexFormat.of().formatHex(key);
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
