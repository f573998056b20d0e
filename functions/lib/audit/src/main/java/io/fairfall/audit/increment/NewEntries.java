package io.fairfall.audit.increment;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.check.AuditContext;
import io.fairfall.audit.check.CheckpointMoves;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.DuplicateCheck;
import io.fairfall.audit.check.EventChecks;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.check.FactHash;
import io.fairfall.audit.check.InOrder;
import io.fairfall.audit.check.JournalCheck;
import io.fairfall.audit.check.RoundBalances;
import io.fairfall.audit.check.SealingStart;
import io.fairfall.audit.check.SettingsHistory;
import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Findings;
import io.fairfall.audit.report.Rule;
import io.fairfall.audit.table.CachedEventJournals;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Accounts;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.adjustments.ProposalJournal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * What is new since an earlier pass, judged by the same checks as everything is, and in one go.
 *
 * <p>Every account that has a checkpoint is asked for what stands behind it, and so are the game,
 * hash chains, settings, the house's books and the list of proposals. The journals of the rounds
 * that were played or ended since then are read whole, and so is any other round that an account's
 * or the books' new entry tells of, any account that a round tells of and that has no checkpoint
 * yet, what the books have of fundings and adjustments, and proposals of the last week. A fact is
 * compared in the pass within whose time it lies: behind its cut, and not behind the one before. An
 * account whose checkpoint is further than that tells its facts again.
 *
 * <p>What nothing new leads to is not read: an old entry that was changed, a receipt, a witness or
 * a fact that somebody adds to an old round. That is what the reading of everything is for.
 */
public final class NewEntries {
  /** A pass takes at most so much at once; the next one goes on. */
  private static final Duration MOST_AT_ONCE = Duration.ofHours(1);

  /** Bets end within ten minutes of their round, by clocks that are at most a minute apart. */
  private static final long ENDED_WITHIN_MS = 900_000;

  private static final List<String> SINGLE =
      List.of(
          GameJournal.NAME,
          FairnessEvent.JOURNAL,
          SettingsJournal.NAME,
          HouseJournal.NAME,
          AdjustmentJournal.SINCE,
          ProposalJournal.LIST);

  private final Evidence evidence;
  private final Checkpoints checkpoints;
  private final InstantSource clock;
  private final DeployedBounds deployed;
  private final Scope scope;

  /**
   * @param evidence with keys, if checkpoints are to move
   * @param scope its cut, its findings, the rounds that it compares at the most, and how many
   *     accounts are read side by side
   */
  public NewEntries(
      Evidence evidence,
      Checkpoints checkpoints,
      InstantSource clock,
      DeployedBounds deployed,
      Scope scope) {
    this.evidence = evidence;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.deployed = deployed;
    this.scope = scope;
  }

  /**
   * What a pass came to.
   *
   * @param report with the counts of what was read; sums are those of the accounts that were read
   * @param rounds whose journals were read
   * @param payouts journals of payouts that were read
   * @param others journals of proposals, fundings and adjustments that were read
   * @param accounts whose journals were asked for
   * @param checkpoints how many there are now, at least
   * @param marks of the independent reading, as they were before
   */
  public record Read(
      AuditReport report,
      Set<Long> rounds,
      Set<String> others,
      Set<String> payouts,
      Set<String> accounts,
      long checkpoints,
      Map<String, String> marks) {
    /** Whether nothing is left to be read but what is too young. */
    public boolean hasCaughtUp(Duration cut) {
      return report.cutAt() >= report.startedAt() - cut.toMillis();
    }
  }

  /**
   * Reads what is new. It cannot be stopped and gone on with: what it leaves undone is done again
   * by the next one.
   *
   * @param since what an earlier pass has come to
   * @param key random text of this pass, see {@link FactHash}
   * @param isOver whether to give up
   * @return nothing if it was given up
   * @throws io.fairfall.journal.StoreUnavailableException if a table does not answer
   */
  public Optional<Read> read(Coverage since, String key, BooleanSupplier isOver) {
    long began = clock.millis();
    AuditContext context = context(since, began);
    Map<String, String> marks = checkpoints.marks();
    requireNoFewer(context, "marks", marks.size(), since.marks());
    Pass pass = new Pass(context, known(context, since), key, isOver);
    pass.single();
    pass.rounds(GameRounds.since(evidence.eventJournals(), since.cutMs() - ENDED_WITHIN_MS));
    pass.others(OpenProposals.since(evidence.eventJournals(), since.cutMs() - ENDED_WITHIN_MS));
    pass.accounts(List.copyOf(pass.known.keySet()));
    pass.whatWasNamed();
    pass.payouts();
    if (pass.isOver) {
      return Optional.empty();
    }
    pass.compare();
    AuditReport report =
        new AuditReport(
            context.nowMs(),
            context.cutMs(),
            Math.round((clock.millis() - began) / 100.0) / 10.0,
            context.keys().isPresent(),
            true,
            pass.roundsRead.stream().min(Long::compare).orElse(0L),
            context.tally().counts(),
            context.tally().sums(),
            context.findings().total(),
            context.findings().byRule(),
            context.findings().kept());
    return Optional.of(
        new Read(
            report,
            Set.copyOf(pass.roundsRead),
            Set.copyOf(pass.othersRead),
            pass.payoutsRead,
            Set.copyOf(pass.accountsRead),
            pass.known.size(),
            marks));
  }

  private AuditContext context(Coverage since, long nowMs) {
    return new AuditContext(
        nowMs,
        clock,
        Math.max(
            since.cutMs(),
            Math.min(nowMs - scope.cut().toMillis(), since.cutMs() + MOST_AT_ONCE.toMillis())),
        since.cutMs(),
        AuditContext.EVER,
        evidence,
        evidence.keys(),
        new Findings(scope.maxFindings()),
        new AuditTally(),
        new RoundBalances(scope.maxRounds()),
        new AtomicLong(),
        1,
        deployed);
  }

  private Map<String, Checkpoint> known(AuditContext context, Coverage since) {
    Map<String, Checkpoint> known = new HashMap<>();
    String after = null;
    do {
      Checkpoints.Page page = checkpoints.read(after);
      page.checkpoints().forEach(one -> known.put(one.account(), one));
      after = page.last();
    } while (after != null);
    requireNoFewer(context, "checkpoints", known.size(), since.checkpoints());
    return known;
  }

  private static void requireNoFewer(AuditContext context, String what, long now, long before) {
    if (now < before) {
      context.found(what, now, Rule.CHECKPOINT, "are " + now + ", and have been " + before);
    }
  }

  /** One pass over what is new. */
  private final class Pass {
    private final AuditContext context;
    private final Map<String, Checkpoint> known;
    private final Journals events = new CachedEventJournals(evidence.eventJournals());
    private final SettingsHistory settings = SettingsHistory.read(events);
    private final EventChecks eventChecks;
    private final Tails eventTails;
    private final AccountNews accountNews;
    private final BooleanSupplier stop;
    private final Set<Long> roundsRead = new HashSet<>();
    private final Set<String> othersRead = new HashSet<>();
    private Set<String> payoutsRead = Set.of();
    private final Set<String> accountsRead = new HashSet<>();
    private final Set<String> playersTold = new HashSet<>();
    private boolean isOver;

    Pass(AuditContext context, Map<String, Checkpoint> known, String key, BooleanSupplier stop) {
      this.context = context;
      this.known = known;
      this.stop = stop;
      this.eventChecks =
          new EventChecks(
              context, new FactHash(key), EventChecks.chains(events, context.findings()), settings);
      this.eventTails = new Tails(context, evidence.eventJournals(), SealingStart.read(events));
      this.accountNews =
          new AccountNews(context, key, events, settings, clock, scope.segments(), this::moves);
    }

    /** The journals of which there is one. */
    void single() {
      CheckpointMoves moves = moves();
      Set<String> journals = new TreeSet<>(SINGLE);
      known.keySet().stream().filter(SealingStart::isAlone).forEach(journals::add);
      for (String journal : journals) {
        JournalCheck check = eventChecks.of(journal).orElse((entry, follows) -> {});
        Checkpoint last = known.get(journal);
        if (last == null) {
          eventTails.whole(journal, check, moves);
        } else {
          eventTails.behind(last, check, moves);
        }
      }
      Checkpoint books = known.get(HouseJournal.NAME);
      Set<String> twins = new TreeSet<>();
      DuplicateCheck.nameMissing(
          context, evidence.eventJournals(), books == null ? 1 : books.version() + 1, twins::add);
      moves.flush();
      twins(twins);
    }

    /** What the books' new entries name: rounds by their postings, fundings and adjustments. */
    private void twins(Set<String> journals) {
      Set<Long> rounds = new TreeSet<>();
      Set<String> others = new TreeSet<>();
      for (String journal : journals) {
        HouseJournal.roundOf(journal).ifPresentOrElse(rounds::add, () -> others.add(journal));
      }
      rounds(rounds);
      others(others);
    }

    /** Journals of a few entries that are read whole, and that no round is. */
    void others(Set<String> journals) {
      for (String journal : journals) {
        isOver |= stop.getAsBoolean();
        if (!isOver && othersRead.add(journal)) {
          eventTails.whole(
              journal, eventChecks.of(journal).orElseThrow(), (name, version, seal) -> {});
        }
      }
    }

    void rounds(Set<Long> ids) {
      for (long id : ids) {
        isOver |= stop.getAsBoolean();
        if (!isOver && roundsRead.add(id)) {
          round(id);
        }
      }
    }

    private void round(long id) {
      String facts = RoundFacts.journalOf(id);
      String postings = HouseJournal.postingsOf(id);
      InOrder nobody = (journal, version, seal) -> {};
      eventTails.whole(
          facts,
          new SeenBeside(eventChecks.of(facts).orElseThrow(), this::tell, this::tell),
          nobody);
      JournalCheck strays = DuplicateCheck.nameStray(postings, context, events);
      eventTails.whole(
          postings,
          new SeenBeside(
              eventChecks.of(postings).orElseThrow(),
              entry -> strays.judge(entry, true),
              young -> {}),
          nobody);
    }

    private void tell(Entry entry) {
      try {
        RoundFacts.read(entry).stream()
            .filter(fact -> context.isCompared(fact.at()))
            .forEach(fact -> playersTold.add(fact.player()));
      } catch (RuntimeException malformed) {
        // the round's own check has the finding
      }
    }

    /**
     * @param journals of accounts, or of others, which are passed over
     */
    void accounts(List<String> journals) {
      List<String> accounts =
          journals.stream()
              .filter(journal -> Accounts.playerOf(journal).isPresent())
              .filter(accountsRead::add)
              .toList();
      isOver |= !accountNews.read(accounts, known, stop);
    }

    /** Until no round tells of an account, nor an account of a round, that was not read. */
    void whatWasNamed() {
      int before;
      do {
        before = roundsRead.size() + accountsRead.size();
        accounts(playersTold.stream().map(Accounts::journalOf).toList());
        rounds(accountNews.rounds());
      } while (!isOver && before < roundsRead.size() + accountsRead.size());
    }

    /** What accounts' new entries asked for or ended. */
    void payouts() {
      payoutsRead =
          new PayoutNews(context, SealingStart.read(events)).read(accountNews.payouts(), stop);
      isOver |= stop.getAsBoolean();
    }

    void compare() {
      List<Long> uneven = new ArrayList<>();
      context.balances().eachWithFactsLeft(uneven::add);
      uneven.forEach(
          round ->
              context.found(
                  RoundFacts.journalOf(round),
                  1,
                  Rule.FACT,
                  "and the accounts do not tell the same of what is new"));
      context
          .balances()
          .eachWithPostingsLeft(
              round ->
                  context.found(
                      RoundFacts.journalOf(round),
                      1,
                      Rule.POSTING,
                      "is posted without facts, or its facts lead to another posting"));
      if (context.balances().isFull()) {
        context.found("round:", 1, Rule.FACT, "more rounds are new than are compared");
      }
    }

    private CheckpointMoves moves() {
      return context
          .keys()
          .map(
              keys ->
                  new CheckpointMoves(checkpoints, keys.get().signingAt(context.nowMs()), context))
          .orElseThrow(() -> new IllegalStateException("who begins from checkpoints has the keys"));
    }
  }
}
