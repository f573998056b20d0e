package io.fairfall.audit;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.increment.Coverage;
import io.fairfall.audit.increment.NewEntries;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.auditor.Auditor;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes over what is new in a house, each from where the one before has come to. */
final class Increments {
  private final AuditedHouse casino;
  private Coverage coverage;
  private final Map<String, Long> counts = new HashMap<>();
  private int passes;
  private final Set<String> others = new HashSet<>();
  private Auditor.@Nullable Report independent;
  private MacKeys keys = AuditedHouse.KEYS.get();

  /** Begins behind a reading of everything. */
  Increments(AuditedHouse casino) {
    this.casino = casino;
    AuditReport replay = casino.audit();
    casino.auditIndependently(replay, DeployedBounds.UNKNOWN);
    count(replay);
    this.coverage = Coverage.sign(replay.cutAt(), replay.cutAt(), 0, 0, AuditedHouse.KEY);
  }

  /** Begins where another one is. */
  Increments(Increments other) {
    this.casino = other.casino;
    this.coverage = other.coverage;
    this.keys = other.keys;
  }

  /** From now on these keys are known. */
  void turn(MacKeys others) {
    keys = others;
  }

  private Evidence evidence() {
    return casino.evidence(Optional.of(() -> keys));
  }

  /** What the independent reading made of the same. */
  Auditor.Report independent() {
    return Objects.requireNonNull(independent);
  }

  /** How many of something the first reading and all passes have met together. */
  long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  private void count(AuditReport report) {
    report.counts().forEach((what, number) -> counts.merge(what, number, Long::sum));
  }

  /** How many were made. */
  int passes() {
    return passes;
  }

  /** Journals of proposals, fundings and adjustments that were read. */
  Set<String> others() {
    return others;
  }

  Coverage coverage() {
    return coverage;
  }

  /** Every new entry up to the cut; the last pass's report, or the first's that finds something. */
  AuditReport read() {
    while (true) {
      NewEntries.Read read = one();
      Auditor.Report second =
          new IndependentNews(evidence(), DeployedBounds.UNKNOWN, casino, 3)
              .read(coverage, read, () -> false)
              .orElseThrow();
      independent = second;
      passes++;
      others.addAll(read.others());
      count(read.report());
      if (!read.report().isClean() || !second.isClean()) {
        return read.report();
      }
      coverage =
          Coverage.sign(
              read.report().cutAt(),
              coverage.fullCutMs(),
              read.checkpoints(),
              read.marks().size(),
              keys.signingAt(casino.millis()));
      if (read.hasCaughtUp(Scope.USUAL.cut())) {
        return read.report();
      }
    }
  }

  /** One pass, from where the last clean one has come to. */
  NewEntries.Read one() {
    return pass().read(coverage, "key", () -> false).orElseThrow();
  }

  /** A reading of everything, which knows how far these passes have come. */
  AuditReport everything() {
    Audit audit = new Audit(evidence(), casino);
    AuditRun run = audit.begin(Scope.USUAL, "test", coverage.cutMs());
    if (!audit.work(run, () -> false)) {
      throw new AssertionError("nobody stops it");
    }
    return run.report();
  }

  /** As if a pass had read everything that is old enough by now. */
  void passOver() {
    long cutMs = casino.millis() - Scope.USUAL.cut().toMillis();
    coverage =
        Coverage.sign(
            cutMs,
            coverage.fullCutMs(),
            coverage.checkpoints(),
            coverage.marks(),
            AuditedHouse.KEY);
  }

  NewEntries pass() {
    return new NewEntries(
        evidence(),
        new CheckpointTable(casino.dynamo.client(), casino.checkpointsTable),
        casino,
        DeployedBounds.UNKNOWN,
        Scope.USUAL);
  }

  /** A round that is projected, ended and posted as it should be. */
  static void playOn(AuditedHouse casino) {
    casino.round();
    casino.players().forEach(casino.accounts::settle);
    casino.project();
    List<Entry> newest = casino.events.latest("game", Long.MAX_VALUE, 3);
    newest.stream()
        .filter(entry -> entry.type().equals(Opened.TYPE))
        .forEach(entry -> casino.house.post(entry.version(), takings -> true));
  }
}
