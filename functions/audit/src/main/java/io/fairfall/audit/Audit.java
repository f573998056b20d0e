package io.fairfall.audit;

import io.fairfall.audit.Pass.Phase;
import io.fairfall.audit.Pass.Reached;
import io.fairfall.audit.Shelf.Segment;
import io.fairfall.game.GameJournal;
import io.fairfall.game.bets.CrashGame;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.SealKey;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Externals;
import io.fairfall.ledger.Replay;
import io.fairfall.ledger.Sources;
import io.fairfall.settings.SettingsJournal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * <p>A pass goes through the checkpoints, then through the accounts, then through the events, each
 * table in segments side by side. A segment is a stream: of an account only its last state is in
 * memory, of a round only its facts while they pass by. Two things must be compared across the
 * tables. Receipts and account entries look each other up, for there are few. The facts of rounds
 * and of accounts are too many for that: each round has one small balance ({@link RoundBalances}),
 * and a round whose balance is not even is looked into. So memory grows with the number of rounds
 * that are compared, by 48 bytes each, and with nothing else.
 *
 * <p>A pass can stop between two journals and go on in another process. What it found stands: all
 * of it is behind the cut, where nothing changes any more.
 */
public final class Audit {
  private final Evidence evidence;
  private final InstantSource clock;

  public Audit(Evidence evidence, InstantSource clock) {
    this.evidence = evidence;
    this.clock = clock;
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
  public Pass begin(Scope scope, String key) {
    long nowMs = clock.millis();
    long newestRound =
        evidence.eventJournals().head(GameJournal.NAME).map(Entry::version).orElse(0L);
    Inquiry inquiry =
        new Inquiry(
            nowMs,
            nowMs - scope.cut().toMillis(),
            evidence,
            evidence.keys(),
            new Findings(scope.maxFindings()),
            new Tally(),
            new RoundBalances(scope.maxRounds()),
            new AtomicLong(),
            // a round has at least two slots
            Math.max(1, newestRound - 2L * scope.maxRounds() + 1));
    return new Pass(inquiry, key, scope.segments());
  }

  /** A pass that was saved. */
  public Pass resume(String saved, byte[] balances) {
    return Pass.restore(saved, balances, evidence);
  }

  /**
   * Works on a pass.
   *
   * @param isOver whether to stop between the next two journals
   * @return whether the pass is done
   * @throws io.fairfall.journal.StoreUnavailable if a table does not answer; the pass may be worked
   *     on again from where it was saved
   */
  public boolean work(Pass pass, BooleanSupplier isOver) {
    long began = clock.millis();
    try {
      while (pass.phase() != Phase.DONE) {
        if (isOver.getAsBoolean() || !isDone(pass, isOver)) {
          return false;
        }
        pass.enter(pass.phase().next());
      }
      return true;
    } finally {
      pass.worked((clock.millis() - began) / 1_000.0);
    }
  }

  private boolean isDone(Pass pass, BooleanSupplier isOver) {
    Inquiry inquiry = pass.inquiry();
    switch (pass.phase()) {
      case CHECKPOINTS -> evidence.checkpoints().ifPresent(new CheckpointReview(inquiry)::review);
      case ACCOUNTS -> {
        Journals events = new RememberedRounds(evidence.eventJournals());
        return walkAll(pass, isOver, segment -> accounts(pass, events, segment));
      }
      case EVENTS -> {
        Map<String, GameCheck.Chain> chains =
            EventChecks.chains(evidence.eventJournals(), inquiry.findings());
        return walkAll(pass, isOver, segment -> events(pass, chains, segment));
      }
      case NAMES -> new Naming(inquiry).name();
      case DONE -> throw new IllegalStateException("a pass is done once");
    }
    return true;
  }

  /** A walk, and what is to be done when it stops. */
  private record Leg(Walk walk, Runnable afterwards) {}

  @FunctionalInterface
  private interface Legs {
    Leg of(Segment segment);
  }

  private Leg accounts(Pass pass, Journals events, Segment segment) {
    Inquiry inquiry = pass.inquiry();
    FactHash hash = new FactHash(pass.key());
    GameJournal game = new GameJournal(events);
    Replay replay =
        new Replay(
            new Sources(
                evidence.accountJournals(),
                new CrashGame(game),
                new SettingsJournal(events, clock),
                () -> {
                  throw new IllegalStateException("a replay seals nothing");
                }));
    Receipts receipts = new Receipts(evidence.accountJournals(), inquiry);
    Optional<CheckpointMoves> moves = moves(inquiry);
    AccountTools tools =
        new AccountTools(
            replay,
            game,
            receipts,
            (account, version, seal) -> moves.ifPresent(all -> all.inOrder(account, version, seal)),
            told -> {
              if (told.roundId() >= inquiry.lowestRound()) {
                inquiry.balances().told(told.roundId(), hash.of(told.fact()));
              }
            });
    Walk walk =
        new Walk(
            evidence.accounts(),
            segment,
            inquiry,
            journal ->
                journal.startsWith(Externals.PREFIX)
                    ? Optional.of(receipts.check(journal))
                    : Accounts.playerOf(journal)
                        .map(player -> new AccountCheck(journal, player, inquiry, tools)));
    return new Leg(walk, () -> moves.ifPresent(CheckpointMoves::flush));
  }

  private Optional<CheckpointMoves> moves(Inquiry inquiry) {
    return evidence
        .checkpoints()
        .flatMap(
            checkpoints ->
                inquiry
                    .keys()
                    .map(
                        keys -> {
                          SealKey key = keys.get().signingAt(inquiry.nowMs());
                          return new CheckpointMoves(checkpoints, key, inquiry);
                        }));
  }

  private Leg events(Pass pass, Map<String, GameCheck.Chain> chains, Segment segment) {
    EventChecks checks = new EventChecks(pass.inquiry(), new FactHash(pass.key()), chains);
    return new Leg(new Walk(evidence.events(), segment, pass.inquiry(), checks::of), () -> {});
  }

  /** Every segment that is not done, side by side. */
  private static boolean walkAll(Pass pass, BooleanSupplier isOver, Legs legs) {
    AtomicBoolean hasFailed = new AtomicBoolean();
    int count = pass.segmentCount();
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<?>> walks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int segment = i;
        Reached reached = pass.reached(i);
        if (!reached.isDone()) {
          walks.add(
              threads.submit(
                  () -> {
                    try {
                      Leg leg = legs.of(new Segment(segment, count));
                      var stopped =
                          leg.walk()
                              .run(reached.place(), () -> hasFailed.get() || isOver.getAsBoolean());
                      leg.afterwards().run();
                      pass.reach(segment, stopped);
                    } catch (RuntimeException failure) {
                      hasFailed.set(true);
                      throw failure;
                    }
                  }));
        }
      }
      walks.forEach(Audit::await);
    }
    return pass.isPhaseDone();
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
