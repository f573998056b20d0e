package io.fairfall.audit.check;

import io.fairfall.audit.AuditRun;
import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Findings;
import io.fairfall.audit.report.Rule;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.audit.table.JournalTable.Segment;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Accounts;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Names what the balances only count: which fact has no entry, and which entry has no fact. It
 * reads the accounts a second time, which happens only when something is wrong.
 */
public final class MismatchFinder {
  /** Rounds that are looked into; the others are named as rounds. */
  private static final int MAX_ROUNDS = 20;

  private final AuditContext context;
  private final Journals accounts;
  private final Journals events;
  private final BooleanSupplier isOver;

  /**
   * @param isOver when to stop reading once more: what is not named by then is named as a round
   */
  public MismatchFinder(AuditContext context, BooleanSupplier isOver) {
    this.context = context;
    this.isOver = isOver;
    this.accounts = context.evidence().accountJournals();
    this.events = context.evidence().eventJournals();
  }

  public void name() {
    nameFacts();
    context
        .balances()
        .eachWithPostingsLeft(
            round ->
                context.found(
                    RoundFacts.journalOf(round),
                    1,
                    Rule.POSTING,
                    "is posted without facts, or its facts lead to another posting"));
    if (context.twins().get() != 0) {
      nameTwins();
    }
    if (context.balances().isFull()) {
      context.found("round:", 1, Rule.FACT, "more rounds have facts than were ever opened");
    }
  }

  private void nameFacts() {
    Set<Long> wrong = new TreeSet<>();
    context.balances().eachWithFactsLeft(wrong::add);
    Map<Long, Set<PublicBetEvent>> facts = new LinkedHashMap<>();
    wrong.stream().limit(MAX_ROUNDS).forEach(round -> facts.put(round, new HashSet<>()));
    Set<Long> named = new HashSet<>();
    for (Map.Entry<Long, Set<PublicBetEvent>> round : facts.entrySet()) {
      RoundFacts.all(events, round.getKey()).stream()
          .filter(fact -> context.isBehindTheCut(fact.at()))
          .forEach(round.getValue()::add);
      if (nameStray(round.getKey(), round.getValue())) {
        named.add(round.getKey());
      }
    }
    if (!facts.isEmpty()) {
      nameUntold(facts, named);
    }
    for (long round : wrong) {
      if (!named.contains(round)) {
        context.found(
            RoundFacts.journalOf(round), 1, Rule.FACT, "does not tell what the accounts tell");
      }
    }
  }

  /** Facts that no entry of their account holds. */
  private boolean nameStray(long round, Set<PublicBetEvent> facts) {
    boolean isNamed = false;
    for (PublicBetEvent fact : facts) {
      String account = Accounts.journalOf(fact.player());
      boolean isHeld =
          accounts.range(account, fact.version(), fact.version()).stream()
              .flatMap(entry -> told(entry).stream())
              .anyMatch(told -> told.roundId() == round && told.fact().equals(fact));
      if (!isHeld) {
        isNamed = true;
        context.found(
            RoundFacts.journalOf(round),
            1,
            Rule.FACT,
            "tells of bet "
                + fact.betId()
                + " what entry "
                + fact.version()
                + " of "
                + account
                + " does not hold: "
                + fact);
      }
    }
    return isNamed;
  }

  /** Entries whose facts no round tells. */
  private void nameUntold(Map<Long, Set<PublicBetEvent>> facts, Set<Long> named) {
    reread(
        context.evidence().accounts(),
        journal ->
            (entry, follows) -> {
              for (AccountProjector.InRound told : told(entry)) {
                Set<PublicBetEvent> known = facts.get(told.roundId());
                if (known != null && !known.contains(told.fact())) {
                  named.add(told.roundId());
                  context.found(
                      journal,
                      entry.version(),
                      Rule.FACT,
                      "holds what "
                          + RoundFacts.journalOf(told.roundId())
                          + " does not tell: "
                          + told.fact());
                }
              }
            });
  }

  private void nameTwins() {
    long before = context.findings().total();
    DuplicateCheck.nameMissing(context, events);
    reread(
        context.evidence().events(),
        journal ->
            isTwin(journal)
                ? DuplicateCheck.nameStray(journal, context, events)
                : (entry, follows) -> {});
    if (context.findings().total() == before) {
      context.found("house", 1, Rule.POSTING, "and the postings of rounds are not the same");
    }
  }

  /** Goes through a table once more without judging it again. */
  private void reread(JournalTable journalTable, Function<String, JournalCheck> check) {
    AuditContext quiet =
        new AuditContext(
            context.nowMs(),
            context.clock(),
            context.cutMs(),
            context.sinceMs(),
            context.coveredMs(),
            context.evidence(),
            Optional.empty(),
            new Findings(0),
            new AuditTally(),
            new RoundBalances(0),
            context.twins(),
            context.lowestRound(),
            context.deployed());
    new SegmentScan(
            journalTable,
            events,
            new Segment(0, 1),
            quiet,
            journal -> Optional.of(check.apply(journal)),
            (journal, version, seal) -> {},
            SealingStart.UNKNOWN)
        .run(AuditRun.Reached.NOTHING, isOver);
  }

  private static boolean isTwin(String journal) {
    try {
      return DuplicateCheck.isOne(journal);
    } catch (NumberFormatException nobodysRound) {
      return false;
    }
  }

  private static List<AccountProjector.InRound> told(Entry entry) {
    try {
      return AccountProjector.of(entry);
    } catch (RuntimeException unreadable) {
      return List.of(); // its own check has found it
    }
  }
}
