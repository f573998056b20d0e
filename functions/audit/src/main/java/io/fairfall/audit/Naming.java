package io.fairfall.audit;

import io.fairfall.audit.Shelf.Segment;
import io.fairfall.game.bets.AccountFacts;
import io.fairfall.game.bets.RoundFact;
import io.fairfall.game.bets.RoundFacts;
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
import java.util.function.Function;

/**
 * Names what the balances only count: which fact has no entry, and which entry has no fact. It
 * reads the accounts a second time, which happens only when something is wrong.
 */
final class Naming {
  /** Rounds that are looked into; the others are named as rounds. */
  private static final int MAX_ROUNDS = 20;

  private final Inquiry inquiry;
  private final Journals accounts;
  private final Journals events;

  Naming(Inquiry inquiry) {
    this.inquiry = inquiry;
    this.accounts = inquiry.evidence().accountJournals();
    this.events = inquiry.evidence().eventJournals();
  }

  void name() {
    nameFacts();
    inquiry
        .balances()
        .eachWithPostingsLeft(
            round ->
                inquiry.found(
                    RoundFacts.journalOf(round),
                    1,
                    Rule.POSTING,
                    "is posted without facts, or its facts lead to another posting"));
    if (inquiry.twins().get() != 0) {
      nameTwins();
    }
    if (inquiry.balances().isFull()) {
      inquiry.found("round:", 1, Rule.FACT, "more rounds have facts than were ever opened");
    }
  }

  private void nameFacts() {
    Set<Long> wrong = new TreeSet<>();
    inquiry.balances().eachWithFactsLeft(wrong::add);
    Map<Long, Set<RoundFact>> facts = new LinkedHashMap<>();
    wrong.stream().limit(MAX_ROUNDS).forEach(round -> facts.put(round, new HashSet<>()));
    Set<Long> named = new HashSet<>();
    for (Map.Entry<Long, Set<RoundFact>> round : facts.entrySet()) {
      RoundFacts.all(events, round.getKey()).stream()
          .filter(fact -> inquiry.isBehindTheCut(fact.at()))
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
        inquiry.found(
            RoundFacts.journalOf(round), 1, Rule.FACT, "does not tell what the accounts tell");
      }
    }
  }

  /** Facts that no entry of their account holds. */
  private boolean nameStray(long round, Set<RoundFact> facts) {
    boolean isNamed = false;
    for (RoundFact fact : facts) {
      String account = Accounts.journalOf(fact.player());
      boolean isHeld =
          accounts.range(account, fact.version(), fact.version()).stream()
              .flatMap(entry -> told(entry).stream())
              .anyMatch(told -> told.roundId() == round && told.fact().equals(fact));
      if (!isHeld) {
        isNamed = true;
        inquiry.found(
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
  private void nameUntold(Map<Long, Set<RoundFact>> facts, Set<Long> named) {
    reread(
        inquiry.evidence().accounts(),
        journal ->
            (entry, follows) -> {
              for (AccountFacts.InRound told : told(entry)) {
                Set<RoundFact> known = facts.get(told.roundId());
                if (known != null && !known.contains(told.fact())) {
                  named.add(told.roundId());
                  inquiry.found(
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
    long before = inquiry.findings().total();
    Twins.nameMissing(inquiry, events);
    reread(
        inquiry.evidence().events(),
        journal ->
            isTwin(journal) ? Twins.nameStray(journal, inquiry, events) : (entry, follows) -> {});
    if (inquiry.findings().total() == before) {
      inquiry.found("house", 1, Rule.POSTING, "and the postings of rounds are not the same");
    }
  }

  /** Goes through a table once more without judging it again. */
  private void reread(Shelf shelf, Function<String, JournalCheck> check) {
    Inquiry quiet =
        new Inquiry(
            inquiry.nowMs(),
            inquiry.cutMs(),
            inquiry.evidence(),
            Optional.empty(),
            new Findings(0),
            new Tally(),
            new RoundBalances(0),
            inquiry.twins(),
            inquiry.lowestRound());
    new Walk(shelf, new Segment(0, 1), quiet, journal -> Optional.of(check.apply(journal)))
        .run(null, () -> false);
  }

  private static boolean isTwin(String journal) {
    try {
      return Twins.isOne(journal);
    } catch (NumberFormatException nobodysRound) {
      return false;
    }
  }

  private static List<AccountFacts.InRound> told(Entry entry) {
    try {
      return AccountFacts.of(entry);
    } catch (RuntimeException unreadable) {
      return List.of(); // its own check has found it
    }
  }
}
