package io.fairfall.audit;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.check.AuditContext;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.increment.Coverage;
import io.fairfall.audit.increment.NewEntries;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.auditor.Auditor.Report;
import io.fairfall.journal.MacKeySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Audits of a house. Whatever a reading of everything in one go says is compared with what passes
 * over what is new and a reading of everything in slices say together, which begin by turns at two
 * places: half-way through what was played at first, and at its end.
 */
final class AuditCycle {
  private static final int QUESTIONS_A_SLICE = 150;

  /** Every so many audits of a house are compared: all of them take minutes. */
  private static final int EVERY = Integer.getInteger("fairfall.audit.cycle", 4);

  private final AuditedHouse house;
  private final List<Place> places = new ArrayList<>();
  private int asked;
  private int turn;

  /** Where passes begin: what was judged up to there, and the checkpoints and marks of then. */
  private record Place(Coverage coverage, Backup checkpoints) {}

  /** What somebody found, without how he says it. */
  private record Found(Set<String> replay, Set<String> independent) {
    Found() {
      this(new TreeSet<>(), new TreeSet<>());
    }

    /** How many journals have a checkpoint differs from place to place, and so do these. */
    void add(AuditReport report) {
      report.first().stream()
          .filter(one -> !one.rule().equals(Rule.CHECKPOINT.word()))
          .map(one -> one.journal() + " " + one.version() + " " + one.rule())
          .forEach(replay::add);
    }

    void add(Report report) {
      report.first().stream()
          .filter(one -> one.rule() != Auditor.Rule.CHECKPOINT)
          .map(one -> one.journal() + " " + one.slot() + " " + one.rule())
          .forEach(independent::add);
    }
  }

  AuditCycle(AuditedHouse house) {
    this.house = house;
  }

  /** Passes begin behind an instant, up to which everything is in order. */
  void beginAt(long cutMs) {
    Backup before = checkpoints();
    Scope scope = new Scope(Duration.ofMillis(house.millis() - cutMs), 3, 1_000, 100);
    AuditReport replay = all(AuditedHouse.KEYS, DeployedBounds.UNKNOWN, scope);
    Report second = independent(replay, DeployedBounds.UNKNOWN);
    if (!replay.isClean() || !second.isClean()) {
      throw new AssertionError("passes begin where all is well: " + replay + " " + second);
    }
    places.add(new Place(Coverage.sign(cutMs, cutMs, 0, 0, AuditedHouse.KEY), checkpoints()));
    before.restore();
  }

  /** What passes over what is new find, from the first place on, without how they say it. */
  record News(Set<String> replay, Set<String> independent) {}

  /** Reads what is new, and leaves checkpoints and marks as they were. */
  News news() {
    Backup after = checkpoints();
    Place place = places.getFirst();
    place.checkpoints().restore();
    Found found = new Found();
    Optional<Coverage> ignored = news(place.coverage(), DeployedBounds.UNKNOWN, found);
    after.restore();
    return new News(found.replay(), found.independent());
  }

  AuditReport audit(Optional<MacKeySource> keys, DeployedBounds deployed) {
    AuditReport report = all(keys.orElse(null), deployed, Scope.USUAL);
    boolean isComparable =
        keys.isPresent() && !places.isEmpty() && report.findings() < Scope.USUAL.maxFindings();
    if (isComparable && asked++ % EVERY == 0) {
      Backup after = checkpoints();
      Found inOne = new Found();
      inOne.add(report);
      inOne.add(independent(report, deployed));
      requireSame(inOne, places.get(turn++ % places.size()), deployed);
      after.restore();
    }
    return report;
  }

  private Backup checkpoints() {
    return Backup.of(house.dynamo, List.of(house.checkpointsTable));
  }

  private AuditReport all(@Nullable MacKeySource keys, DeployedBounds deployed, Scope scope) {
    Audit audit = new Audit(house.evidence(Optional.ofNullable(keys)), house, deployed);
    AuditRun pass = audit.begin(scope, "test");
    if (!audit.work(pass, () -> false)) {
      throw new AssertionError("nobody stops it");
    }
    return pass.report();
  }

  Report independent(AuditReport replay, DeployedBounds deployed) {
    IndependentPass pass =
        IndependentPass.begin(
            house.evidence(Optional.of(AuditedHouse.KEYS)), deployed, house, replay);
    if (!pass.work(() -> false)) {
      throw new AssertionError("nobody stops it");
    }
    return pass.report();
  }

  private void requireSame(Found inOne, Place place, DeployedBounds deployed) {
    place.checkpoints().restore();
    Found together = new Found();
    Optional<Coverage> reached = news(place.coverage(), deployed, together);
    inSlices(reached, deployed, together);
    Set<String> missed = new HashSet<>(inOne.replay());
    missed.removeAll(together.replay());
    inOne.independent().stream()
        .filter(one -> !together.independent().contains(one))
        .forEach(missed::add);
    boolean isFoundForNothing =
        (inOne.replay().isEmpty() && !together.replay().isEmpty())
            || (inOne.independent().isEmpty() && !together.independent().isEmpty());
    if (!missed.isEmpty() || isFoundForNothing) {
      throw new AssertionError(
          "from "
              + place.coverage().cutMs()
              + " on, in parts: "
              + together
              + "\nin one go: "
              + inOne
              + "\nmissed: "
              + missed);
    }
  }

  /** What is new, until nothing is left or something is found: then nothing is gone on from. */
  private Optional<Coverage> news(Coverage from, DeployedBounds deployed, Found found) {
    Evidence evidence = house.evidence(Optional.of(AuditedHouse.KEYS));
    Coverage coverage = from;
    while (true) {
      NewEntries.Read read =
          new NewEntries(
                  evidence,
                  new CheckpointTable(house.dynamo.client(), house.checkpointsTable),
                  house,
                  deployed,
                  Scope.USUAL)
              .read(coverage, "news", () -> false)
              .orElseThrow();
      Report second =
          new IndependentNews(evidence, deployed, house, 2)
              .read(coverage, read, () -> false)
              .orElseThrow();
      found.add(read.report());
      found.add(second);
      if (!read.report().isClean() || !second.isClean()) {
        return Optional.empty();
      }
      coverage =
          Coverage.sign(
              read.report().cutAt(),
              coverage.fullCutMs(),
              read.checkpoints(),
              read.marks().size(),
              AuditedHouse.KEY);
      if (read.hasCaughtUp(Scope.USUAL.cut())) {
        return Optional.of(coverage);
      }
    }
  }

  private void inSlices(Optional<Coverage> covered, DeployedBounds deployed, Found found) {
    Evidence evidence = house.evidence(Optional.of(AuditedHouse.KEYS));
    Audit audit = new Audit(evidence, house, deployed);
    AuditRun pass =
        audit.begin(Scope.USUAL, "slices", covered.map(Coverage::cutMs).orElse(AuditContext.EVER));
    while (!audit.work(pass, aSlice())) {
      pass = audit.resume(pass.save(), pass.balances());
    }
    found.add(pass.report());
    IndependentPass second = IndependentPass.begin(evidence, deployed, house, pass.report());
    while (!second.work(aSlice())) {
      second = IndependentPass.resume(second.save(), evidence, deployed, house);
    }
    found.add(second.report());
  }

  private static BooleanSupplier aSlice() {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > QUESTIONS_A_SLICE;
  }
}
