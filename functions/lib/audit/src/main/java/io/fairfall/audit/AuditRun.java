package io.fairfall.audit;

import io.avaje.jsonb.Json;
import io.fairfall.audit.check.AuditContext;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.check.RoundBalances;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Finding;
import io.fairfall.audit.report.Findings;
import io.fairfall.audit.table.JournalTable.Place;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One walk through everything: how far it is, and what it has found so far. */
public final class AuditRun {
  private final AuditContext context;
  private final String key;
  private final List<Reached> segments = new ArrayList<>();
  private Phase phase = Phase.CHECKPOINTS;
  private double seconds;

  AuditRun(AuditContext context, String key, int segmentCount) {
    this.context = context;
    this.key = key;
    for (int i = 0; i < segmentCount; i++) {
      segments.add(Reached.NOTHING);
    }
  }

  /** What is done one after another. */
  public enum Phase {
    CHECKPOINTS,
    ACCOUNTS,
    EVENTS,
    PAYOUTS,
    NAMES,
    DONE;

    Phase next() {
      return switch (this) {
        case CHECKPOINTS -> ACCOUNTS;
        case ACCOUNTS -> EVENTS;
        case EVENTS -> PAYOUTS;
        case PAYOUTS -> NAMES;
        case NAMES, DONE -> DONE;
      };
    }
  }

  /**
   * How far one segment of the current phase is.
   *
   * @param journal the last journal that was judged, empty if there is none
   * @param version the last of its entries that was judged
   * @param within null if the journal had ended there
   */
  @Json
  public record Reached(String journal, long version, boolean isDone, @Nullable Within within) {
    public static final Reached NOTHING = new Reached("", 0, false, null);
    public static final Reached END = new Reached("", 0, true, null);

    /** Behind a journal: what it has gained meanwhile is too young for this pass. */
    public static Reached behind(Place last) {
      return new Reached(last.journal(), last.version(), false, null);
    }

    /** Where the next part reads on; null for the beginning. */
    @Nullable
    public Place place() {
      if (journal.isEmpty()) {
        return null;
      }
      return new Place(journal, within == null ? Long.MAX_VALUE : version);
    }
  }

  /**
   * What is known of a journal in whose middle a part of the pass has stopped.
   *
   * @param newestAt the newest instant in it so far
   * @param isInOrder whether nothing was found in it so far
   * @param sealedSince when its first sealed entry was written, null if none was
   */
  @Json
  public record Within(long newestAt, boolean isInOrder, @Nullable Long sealedSince) {}

  /** A pass as text; the balances of rounds are bytes beside it. */
  @Json
  record Saved(
      long nowMs,
      long cutMs,
      String key,
      long lowestRound,
      int maxRounds,
      int maxFindings,
      long twins,
      Phase phase,
      List<Reached> segments,
      Map<String, Long> counts,
      Map<String, String> sums,
      List<Finding> findings,
      Map<String, Long> byRule,
      double seconds,
      @Nullable Long coveredMs) {}

  /** What is being done now. */
  public Phase phase() {
    return phase;
  }

  /** Entries that were judged so far. */
  public long entries() {
    return context.tally().count(AuditTally.Count.ENTRIES);
  }

  /** Things that were found wrong so far. */
  public long findings() {
    return context.findings().total();
  }

  /** What it came to; what it has come to so far, if it is not done. */
  public AuditReport report() {
    return new AuditReport(
        context.nowMs(),
        context.cutMs(),
        Math.round(seconds * 10) / 10.0,
        context.keys().isPresent(),
        context.evidence().checkpoints().isPresent(),
        context.lowestRound(),
        context.tally().counts(),
        context.tally().sums(),
        context.findings().total(),
        context.findings().byRule(),
        context.findings().kept());
  }

  /** Everything but {@link #balances}, for {@link Audit#resume}. */
  public String save() {
    return JsonCodec.write(
        new Saved(
            context.nowMs(),
            context.cutMs(),
            key,
            context.lowestRound(),
            context.balances().maxRounds(),
            context.findings().maxKept(),
            context.twins().get(),
            phase,
            List.copyOf(segments),
            context.tally().counts(),
            context.tally().sums(),
            context.findings().kept(),
            context.findings().byRule(),
            seconds,
            context.coveredMs() == AuditContext.EVER ? null : context.coveredMs()));
  }

  /** The balances of rounds, 24 bytes for each that is not even yet. */
  public byte[] balances() {
    return context.balances().save();
  }

  static AuditRun restore(
      String saved,
      byte[] balances,
      Evidence evidence,
      DeployedBounds deployed,
      InstantSource clock) {
    Saved state = JsonCodec.fromStore(Saved.class, saved);
    Long covered = state.coveredMs();
    AuditContext context =
        new AuditContext(
            state.nowMs(),
            clock,
            state.cutMs(),
            AuditContext.EVER,
            covered == null ? AuditContext.EVER : covered,
            evidence,
            evidence.keys(),
            new Findings(state.maxFindings()),
            new AuditTally(),
            new RoundBalances(state.maxRounds()),
            new AtomicLong(state.twins()),
            state.lowestRound(),
            deployed);
    context.findings().restore(state.findings(), state.byRule());
    context.tally().restore(state.counts(), state.sums());
    context.balances().restore(balances);
    AuditRun run = new AuditRun(context, state.key(), 0);
    run.segments.addAll(state.segments());
    run.phase = state.phase();
    run.seconds = state.seconds();
    return run;
  }

  AuditContext inquiry() {
    return context;
  }

  String key() {
    return key;
  }

  int segmentCount() {
    return segments.size();
  }

  Reached reached(int segment) {
    return segments.get(segment);
  }

  synchronized void reach(int segment, Reached stopped) {
    segments.set(segment, stopped);
  }

  boolean isPhaseDone() {
    return segments.stream().allMatch(Reached::isDone);
  }

  void enter(Phase next) {
    phase = next;
    segments.replaceAll(done -> Reached.NOTHING);
  }

  void worked(double moreSeconds) {
    seconds += moreSeconds;
  }
}
