package io.fairfall.simulation.check;

import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.Accounts;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** Everything that is promised, checked on a run that is over. */
public final class Checker {
  private Checker() {}

  /** The promises that the run broke, none if it kept all. */
  public static List<Violation> check(RunHistory history) {
    List<Violation> violations = new ArrayList<>();
    history
        .failures()
        .forEach(failure -> violations.add(new Violation("no failure", failure, "", 0)));
    slots(history, violations);
    if (!violations.isEmpty()) {
      return violations;
    }
    Past past = new Past(history);
    Map<String, List<Call>> calls = new HashMap<>();
    for (Call call : history.calls()) {
      calls.computeIfAbsent(call.asked().player(), player -> new ArrayList<>()).add(call);
    }
    Set<String> facts = new HashSet<>();
    for (String journal : past.journals().stream().sorted().toList()) {
      Accounts.playerOf(journal)
          .ifPresent(
              player ->
                  account(player, past, calls.getOrDefault(player, List.of()), facts, violations));
    }
    roundFacts(past, facts, violations);
    return violations;
  }

  /** Slots are dense, taken once, and hold what landed in them. */
  private static void slots(RunHistory history, List<Violation> violations) {
    Map<String, Long> heads = new HashMap<>();
    Set<Slot> landed = new HashSet<>();
    for (Slot slot : history.landed()) {
      long head = heads.merge(slot.journal(), 1L, Long::sum);
      landed.add(slot);
      if (slot.version() != head) {
        violations.add(
            new Violation(
                "dense versions", "slot " + head + " is followed by " + slot, player(slot), head));
      }
    }
    if (violations.isEmpty() && !landed.equals(new HashSet<>(history.stored()))) {
      violations.add(new Violation("dense versions", "what landed is not what is stored", "", 0));
    }
  }

  private static void account(
      String player, Past past, List<Call> calls, Set<String> facts, List<Violation> violations) {
    ViolationLog log = new ViolationLog(player);
    boolean isCrash = past.sources().game() instanceof CrashGame;
    NavigableMap<Long, Entry> stored = past.journal(Accounts.journalOf(player));
    try {
      AccountPast account =
          AccountPast.of(player, past.sources().game().codec(), stored.values(), calls);
      OperationReplay replay = new OperationReplay(past, account);
      new Money(account, isCrash ? new BetMoney(account, past, log) : new DiceMoney(past, log), log)
          .check();
      new Replayed(account, past, log).check();
      new Outward(account, past, log).check();
      new AnswerCheck(account, past, replay, log).check();
      if (isCrash) {
        for (Entry entry : stored.values()) {
          AccountProjector.of(entry).forEach(fact -> facts.add(name(fact.roundId(), fact.fact())));
        }
      }
    } catch (RuntimeException broken) {
      log.require(false, "readable", 0, "has an entry that breaks an invariant", broken);
    }
    violations.addAll(log.violations());
  }

  /** The journals of rounds hold every fact of every account, and nothing else. */
  private static void roundFacts(Past past, Set<String> expected, List<Violation> violations) {
    Set<String> told = new HashSet<>();
    for (String journal : past.journals()) {
      if (Past.holdsFacts(journal)) {
        long round = RoundFacts.roundOf(journal).orElseThrow();
        for (Entry entry : past.journal(journal).values()) {
          RoundFacts.read(entry).forEach(fact -> told.add(name(round, fact)));
        }
      }
    }
    if (violations.isEmpty() && !told.equals(expected)) {
      Set<String> missing = new HashSet<>(expected);
      missing.removeAll(told);
      Set<String> invented = new HashSet<>(told);
      invented.removeAll(expected);
      violations.add(
          new Violation("round facts", "missing " + missing + ", invented " + invented, "", 0));
    }
  }

  private static String name(long round, PublicBetEvent fact) {
    return round + " " + fact;
  }

  private static String player(Slot slot) {
    return Accounts.playerOf(slot.journal()).orElse("");
  }
}
