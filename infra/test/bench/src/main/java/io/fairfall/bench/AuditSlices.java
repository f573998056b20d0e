package io.fairfall.bench;

import io.fairfall.audit.Audit;
import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.AuditRun;
import io.fairfall.audit.IndependentPass;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.increment.Coverage;
import io.fairfall.audit.report.AuditReport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Readings of everything, by both, in slices, while play goes on and what is new is read between
 * them; each slice in a process that knows nothing but what the one before has saved.
 */
final class AuditSlices {
  private static final int MAX_SLICES = 1_000_000;

  private final AuditCost cost;
  private final long questions;
  private final Audit audit;
  private @Nullable String saved;
  private byte[] balances = new byte[0];
  private @Nullable AuditReport first;
  private IndependentPass.@Nullable Saved second;
  private int passes;
  private int slices;

  /**
   * @param questions so often a slice asks whether its time is over, which is about once an entry
   */
  AuditSlices(AuditCost cost, long questions) {
    this.cost = cost;
    this.questions = questions;
    this.audit = new Audit(cost.evidence(), cost.house());
  }

  /**
   * What came of it.
   *
   * @param passes readings of everything that were done, by both
   * @param slices that these took, and the last one that was not done
   * @param entries of accounts that were written
   * @param findings all of which are false: nothing was forged
   */
  record Sliced(int passes, int slices, long entries, long findings) {}

  /**
   * Plays so many quarters of an hour, and then reads to the end of the last pass.
   *
   * @param eachQuarter slices after each of them
   */
  Sliced run(int quarters, int eachQuarter) {
    Coverage coverage = cost.begin();
    for (int i = 0; i < quarters; i++) {
      cost.play();
      cost.await();
      coverage = cost.news(coverage);
      for (int j = 0; j < eachQuarter; j++) {
        slice(coverage);
      }
    }
    int before = passes;
    while (passes == before && slices < MAX_SLICES) {
      slice(coverage);
    }
    return new Sliced(passes, slices, cost.entries(), cost.findings());
  }

  private void slice(Coverage coverage) {
    slices++;
    long[] left = {questions};
    BooleanSupplier isOver =
        () -> {
          synchronized (left) {
            return left[0]-- <= 0;
          }
        };
    AuditReport report = first;
    if (report == null) {
      replay(coverage, isOver);
    } else {
      readAgain(report, isOver);
    }
  }

  private void replay(Coverage coverage, BooleanSupplier isOver) {
    String before = saved;
    AuditRun run =
        before == null
            ? audit.begin(Scope.USUAL, "bench", coverage.cutMs())
            : audit.resume(before, balances);
    if (audit.work(run, isOver)) {
      first = run.report();
      saved = null;
      cost.found(run.report());
    } else {
      saved = run.save();
      balances = run.balances();
    }
  }

  private void readAgain(AuditReport report, BooleanSupplier isOver) {
    IndependentPass.Saved before = second;
    IndependentPass pass =
        before == null
            ? IndependentPass.begin(cost.evidence(), DeployedBounds.UNKNOWN, cost.house(), report)
            : IndependentPass.resume(before, cost.evidence(), DeployedBounds.UNKNOWN, cost.house());
    if (pass.work(isOver)) {
      cost.found(pass.report());
      first = null;
      second = null;
      passes++;
    } else {
      second = pass.save();
    }
  }
}
