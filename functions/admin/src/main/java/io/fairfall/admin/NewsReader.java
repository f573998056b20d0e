package io.fairfall.admin;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.IndependentNews;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.increment.Coverage;
import io.fairfall.audit.increment.NewEntries;
import io.fairfall.auditor.Auditor.Report;
import io.fairfall.journal.MacKeys;
import io.fairfall.platform.Log;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Reads what is new, twice, in as many passes as it takes, and publishes each. */
final class NewsReader {
  private final Evidence evidence;
  private final Checkpoints checkpoints;
  private final InstantSource clock;
  private final Scope scope;
  private final Supplier<String> key;
  private final AuditReports reports;

  /**
   * @param key random text for each pass
   */
  NewsReader(
      Evidence evidence,
      Checkpoints checkpoints,
      InstantSource clock,
      Scope scope,
      Supplier<String> key,
      AuditReports reports) {
    this.evidence = evidence;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.scope = scope;
    this.key = key;
    this.reports = reports;
  }

  /**
   * Where it has come to.
   *
   * @param coverage what the next pass goes on from; nothing if anything was found
   * @param isThere whether only what is too young is unread
   */
  record Come(Optional<Coverage> coverage, boolean isThere) {
    static final Come NOWHERE = new Come(Optional.empty(), false);
  }

  /** Reads on until nothing but young entries is left, something is found, or time is over. */
  Come read(Coverage from, DeployedSoFar known, MacKeys keys, BooleanSupplier isOver) {
    NewEntries replay = new NewEntries(evidence, checkpoints, clock, known.toAudit(), scope);
    IndependentNews independent =
        new IndependentNews(evidence, known.toAudit(), clock, scope.segments());
    Coverage now = from;
    while (true) {
      Coverage before = now;
      Optional<NewEntries.Read> first = replay.read(before, key.get(), isOver);
      Optional<Report> second = first.flatMap(read -> independent.read(before, read, isOver));
      if (first.isEmpty() || second.isEmpty()) {
        Log.warn("audit_gives_up", Map.of("unreadSince", before.cutMs()));
        return new Come(Optional.of(before), false);
      }
      NewEntries.Read read = first.get();
      AuditReports.Both both =
          new AuditReports.Both(AuditReports.Pass.NEW, read.report(), second.get(), known);
      if (!both.isClean()) {
        reports.publish(both, Optional.empty());
        return Come.NOWHERE;
      }
      now =
          Coverage.sign(
              read.report().cutAt(),
              before.fullCutMs(),
              Math.max(before.checkpoints(), read.checkpoints()),
              Math.max(before.marks(), read.marks().size()),
              keys.signingAt(clock.millis()));
      reports.publish(both, Optional.of(now));
      if (read.hasCaughtUp(scope.cut())) {
        return new Come(Optional.of(now), true);
      }
    }
  }
}
