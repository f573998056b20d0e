package io.fairfall.audit;

import io.fairfall.audit.AuditRun.Phase;
import io.fairfall.audit.AuditRun.Reached;
import io.fairfall.audit.check.AccountCheck;
import io.fairfall.audit.check.AccountTools;
import io.fairfall.audit.check.AuditContext;
import io.fairfall.audit.check.CheckpointMoves;
import io.fairfall.audit.check.CheckpointReview;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.EventChecks;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.check.FactHash;
import io.fairfall.audit.check.GameCheck;
import io.fairfall.audit.check.MismatchFinder;
import io.fairfall.audit.check.PayoutChecks;
import io.fairfall.audit.check.ReceiptCheck;
import io.fairfall.audit.check.RoundBalances;
import io.fairfall.audit.check.SealingStart;
import io.fairfall.audit.check.SegmentScan;
import io.fairfall.audit.check.SettingsHistory;
import io.fairfall.audit.check.Timeliness;
import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Findings;
import io.fairfall.audit.table.CachedEventJournals;
import io.fairfall.audit.table.JournalTable.Segment;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Replay;
import io.fairfall.settings.SettingsJournal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Everything that was ever written, judged once more.
 *
 * <p>A pass goes through the checkpoints, then through the accounts, then through the events, then
 * through the payouts, each table in segments side by side. A segment is a stream: of an account
 * only its last state is in memory, of a round only its facts while they pass by. Two things must
 * be compared across the tables. Receipts and account entries look each other up, for there are
 * few. The facts of rounds and of accounts are too many for that: each round has one small balance
 * ({@link RoundBalances}), and a round whose balance is not even is looked into. So memory grows
 * with the number of rounds that are compared, by 48 bytes each, and with nothing else.
 *
 * <p>A pass can stop between two journals, and within a long one, and go on in another process.
 * What it found stands: all of it is behind the cut, where nothing changes any more. Of a journal
 * that has grown meanwhile nothing more is read: that is too young.
 */
public final class Audit {
  private final Evidence evidence;
  private final InstantSource clock;
  private final DeployedBounds deployed;

  /** An audit that does not know which bounds are deployed. */
  public Audit(Evidence evidence, InstantSource clock) {
    this(evidence, clock, DeployedBounds.UNKNOWN);
  }

  public Audit(Evidence evidence, InstantSource clock, DeployedBounds deployed) {
    this.evidence = evidence;
    this.clock = clock;
    this.deployed = deployed;
  }

  /**
   * How a pass is made.
   *
   * @param cut entries younger than this are not judged: facts, receipts and postings may still be
   *     on their way
   * @param segments parts that are read side by side
   * @param maxRounds so many of the newest rounds are compared with the accounts
   * @param maxFindings so many findings are kept; all are counted
   */
  public record Scope(Duration cut, int segments, int maxRounds, int maxFindings) {
    public Scope {
      if (cut.isNegative() || segments < 1 || maxRounds < 1 || maxFindings < 1) {
        throw new IllegalArgumentException("a pass has segments, rounds, findings and a cut");
      }
    }

    /** Behind a quarter of an hour, half a million rounds. */
    public static final Scope USUAL = new Scope(Duration.ofMinutes(15), 4, 500_000, 100);
  }

  /**
   * A new pass.
   *
   * @param key random text of its own, see {@link FactHash}
   */
  public AuditRun begin(Scope scope, String key) {
    return begin(scope, key, AuditContext.EVER);
  }

  /**
   * A new pass, behind passes over what was new.
   *
   * @param coveredMs they have read everything that is not younger
   */
  public AuditRun begin(Scope scope, String key, long coveredMs) {
    long nowMs = clock.millis();
    long newestRound =
        evidence.eventJournals().head(GameJournal.NAME).map(Entry::version).orElse(0L);
    AuditContext context =
        new AuditContext(
            nowMs,
            clock,
            nowMs - scope.cut().toMillis(),
            AuditContext.EVER,
            coveredMs,
            evidence,
            evidence.keys(),
            new Findings(scope.maxFindings()),
            new AuditTally(),
            new RoundBalances(scope.maxRounds()),
            new AtomicLong(),
            // a round has at least two slots
            Math.max(1, newestRound - 2L * scope.maxRounds() + 1),
            deployed);
    return new AuditRun(context, key, scope.segments());
  }

  /** A pass that was saved. */
  public AuditRun resume(String saved, byte[] balances) {
    return AuditRun.restore(saved, balances, evidence, deployed, clock);
  }

  /**
   * Works on a pass.
   *
   * @param isOver whether to stop before the next entry at which that can be done
   * @return whether the pass is done
   * @throws io.fairfall.journal.StoreUnavailableException if a table does not answer; the pass may
   *     be worked on again from where it was saved
   */
  public boolean work(AuditRun auditRun, BooleanSupplier isOver) {
    long began = clock.millis();
    try {
      while (auditRun.phase() != Phase.DONE) {
        if (isOver.getAsBoolean() || !isDone(auditRun, isOver)) {
          return false;
        }
        auditRun.enter(auditRun.phase().next());
      }
      return true;
    } finally {
      auditRun.worked((clock.millis() - began) / 1_000.0);
    }
  }

  private boolean isDone(AuditRun auditRun, BooleanSupplier isOver) {
    AuditContext context = auditRun.inquiry();
    switch (auditRun.phase()) {
      case CHECKPOINTS -> evidence.checkpoints().ifPresent(new CheckpointReview(context)::review);
      case ACCOUNTS -> {
        Journals events = new CachedEventJournals(evidence.eventJournals());
        SettingsHistory settings = SettingsHistory.read(events);
        return walkAll(auditRun, isOver, segment -> accounts(auditRun, events, settings, segment));
      }
      case EVENTS -> {
        List<GameCheck.GameHashChain> chains =
            EventChecks.chains(evidence.eventJournals(), context.findings());
        Known known =
            new Known(
                chains,
                SettingsHistory.read(evidence.eventJournals()),
                SealingStart.read(evidence.eventJournals()));
        return walkAll(auditRun, isOver, segment -> events(auditRun, known, segment));
      }
      case PAYOUTS -> {
        if (evidence.payouts().isPresent()) {
          Evidence.Payouts payouts = evidence.payouts().get();
          SealingStart sealing = SealingStart.read(evidence.eventJournals());
          return walkAll(auditRun, isOver, segment -> payouts(auditRun, payouts, sealing, segment));
        }
      }
      case NAMES -> new MismatchFinder(context, isOver).name();
      case DONE -> throw new IllegalStateException("a pass is done once");
    }
    return true;
  }

  /** A walk, and what is to be done when it stops. */
  private record Leg(SegmentScan walk, Runnable afterwards) {}

  @FunctionalInterface
  private interface Legs {
    Leg of(Segment segment);
  }

  private Leg accounts(
      AuditRun auditRun, Journals events, SettingsHistory settings, Segment segment) {
    AuditContext context = auditRun.inquiry();
    FactHash hash = new FactHash(auditRun.key());
    GameJournal game = new GameJournal(events);
    Replay replay =
        new Replay(
            new LedgerPorts(
                evidence.accountJournals(),
                new CrashGame(game),
                new SettingsJournal(events, clock),
                () -> {
                  throw new IllegalStateException("a replay seals nothing");
                }));
    ReceiptCheck receiptCheck = new ReceiptCheck(evidence.accountJournals(), context);
    Optional<CheckpointMoves> moves = moves(context);
    AccountTools tools =
        new AccountTools(
            replay,
            game,
            new Timeliness(game, settings),
            receiptCheck,
            (account, version, seal) -> moves.ifPresent(all -> all.inOrder(account, version, seal)),
            told -> {
              if (told.roundId() >= context.lowestRound()) {
                context.balances().told(told.roundId(), hash.of(told.fact()));
              }
            },
            payout -> {});
    SegmentScan scan =
        new SegmentScan(
            evidence.accounts(),
            evidence.accountJournals(),
            segment,
            context,
            journal ->
                journal.startsWith(ExternalReceipts.PREFIX)
                    ? Optional.of(receiptCheck.check(journal))
                    : Accounts.playerOf(journal)
                        .map(player -> new AccountCheck(journal, player, context, tools)),
            (journal, version, seal) -> {},
            SealingStart.UNKNOWN);
    return new Leg(scan, () -> moves.ifPresent(CheckpointMoves::flush));
  }

  private Optional<CheckpointMoves> moves(AuditContext context) {
    return evidence
        .checkpoints()
        .flatMap(
            checkpoints ->
                context
                    .keys()
                    .map(
                        keys -> {
                          MacKey key = keys.get().signingAt(context.nowMs());
                          return new CheckpointMoves(checkpoints, key, context);
                        }));
  }

  /** What the checks of the events need of the whole table. */
  private record Known(
      List<GameCheck.GameHashChain> chains, SettingsHistory settings, SealingStart sealing) {}

  private Leg events(AuditRun auditRun, Known known, Segment segment) {
    EventChecks checks =
        new EventChecks(
            auditRun.inquiry(), new FactHash(auditRun.key()), known.chains(), known.settings());
    Optional<CheckpointMoves> moves = moves(auditRun.inquiry());
    SegmentScan scan =
        new SegmentScan(
            evidence.events(),
            evidence.eventJournals(),
            segment,
            auditRun.inquiry(),
            checks::of,
            (journal, version, seal) -> {
              // those of rounds, postings, fundings and witnesses are too many, and hang on these
              if (SealingStart.isAlone(journal)) {
                moves.ifPresent(all -> all.inOrder(journal, version, seal));
              }
            },
            known.sealing());
    return new Leg(scan, () -> moves.ifPresent(CheckpointMoves::flush));
  }

  private static Leg payouts(
      AuditRun auditRun, Evidence.Payouts payouts, SealingStart sealing, Segment segment) {
    AuditContext context = auditRun.inquiry();
    SegmentScan scan =
        new SegmentScan(
            payouts.table(),
            payouts.journals(),
            segment,
            context,
            new PayoutChecks(context)::of,
            (journal, version, seal) -> {},
            sealing);
    return new Leg(scan, () -> {});
  }

  /** Every segment that is not done, side by side. */
  private static boolean walkAll(AuditRun auditRun, BooleanSupplier isOver, Legs legs) {
    AtomicBoolean hasFailed = new AtomicBoolean();
    int count = auditRun.segmentCount();
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<?>> walks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int segment = i;
        Reached reached = auditRun.reached(i);
        if (!reached.isDone()) {
          walks.add(
              threads.submit(
                  () -> {
                    try {
                      Leg leg = legs.of(new Segment(segment, count));
                      Reached stopped =
                          leg.walk().run(reached, () -> hasFailed.get() || isOver.getAsBoolean());
                      leg.afterwards().run();
                      auditRun.reach(segment, stopped);
                    } catch (RuntimeException failure) {
                      hasFailed.set(true);
                      throw failure;
                    }
                  }));
        }
      }
      walks.forEach(Audit::await);
    }
    return auditRun.isPhaseDone();
  }

  private static void await(Future<?> walk) {
    try {
      walk.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while segments were being read", stopping);
    }
  }
}
