package io.fairfall.simulation.check;

import io.fairfall.auditor.Auditor;
import io.fairfall.auditor.Auditor.Item;
import io.fairfall.journal.MacKeys;
import io.fairfall.simulation.history.PlayedGame;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.Slot;
import io.fairfall.simulation.world.Keys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run has stored, read by the auditor that shares no code with the ledger. The rounds of a
 * simulation crash where the dice say, nobody posts them, and no sender pays what is withdrawn: of
 * the journals {@code fairness} and {@code house}, and of the table of payouts, it is told that
 * they were left out.
 */
public final class IndependentAudit {
  private static final String NAME = "independent audit";
  private static final int MAX_FINDINGS = 20;
  private static final int CUTS = 3;

  private IndependentAudit() {}

  /**
   * Whether it knows the form of what a run has stored: that of the crash game, and no other. The
   * accounts of another game are judged by the ledger's own replay, and by what {@link GameMoney}
   * makes of the game's journal.
   */
  public static boolean knows(PlayedGame game) {
    return game == PlayedGame.CRASH;
  }

  /** What it finds wrong, nothing if all is in order. */
  public static List<Violation> violations(RunHistory history) {
    NavigableMap<String, NavigableMap<Long, Item>> journals = journals(history);
    long newest = newest(journals);
    Auditor auditor = new Auditor(source(journals), options(newest, newest, 0));
    journals.values().forEach(journal -> journal.values().forEach(auditor::take));
    auditor.compareFacts();
    return violations(NAME, auditor);
  }

  /**
   * The same in parts: each goes on from the marks of the one before, which judged what was not
   * younger than its cut. What comes later is there, and young.
   *
   * @param cuts instants, ascending; what is younger than the last one is read in a last part
   */
  public static List<Violation> violationsInParts(RunHistory history, List<Long> cuts) {
    NavigableMap<String, NavigableMap<Long, Item>> journals = journals(history);
    long newest = newest(journals);
    Map<String, Auditor.Mark> marks = new HashMap<>();
    List<Violation> violations = new ArrayList<>();
    long since = 0;
    List<Long> all = new ArrayList<>(cuts);
    all.add(newest);
    for (long cut : all) {
      Auditor auditor = new Auditor(source(journals), options(newest, cut, since));
      journals.forEach((name, journal) -> read(auditor, marks, name, journal));
      auditor.compareFacts();
      violations.addAll(violations(NAME + ", in parts", auditor));
      since = cut;
    }
    return violations;
  }

  /** As above, with cuts anywhere within the run. */
  public static List<Violation> violationsInParts(RunHistory history, long seed) {
    List<Long> instants = history.stored().stream().map(Slot::atMs).distinct().sorted().toList();
    Random random = new Random(seed);
    return violationsInParts(
        history,
        random
            .ints(instants.isEmpty() ? 0 : CUTS, 0, Math.max(1, instants.size()))
            .sorted()
            .mapToObj(instants::get)
            .toList());
  }

  private static void read(
      Auditor auditor,
      Map<String, Auditor.Mark> marks,
      String name,
      NavigableMap<Long, Item> journal) {
    Auditor.Mark mark = marks.get(name);
    if (mark == null) {
      journal.values().forEach(auditor::take);
    } else if (!auditor.goOn(
        mark, List.copyOf(journal.tailMap(Math.max(1, mark.version() - 1), true).values()))) {
      return;
    }
    auditor.endJournal();
    auditor.mark().ifPresent(newer -> marks.put(name, newer));
  }

  private static List<Violation> violations(String name, Auditor auditor) {
    return auditor.report().first().stream()
        .map(found -> new Violation(name, found.toString(), found.journal(), found.slot()))
        .toList();
  }

  private static NavigableMap<String, NavigableMap<Long, Item>> journals(RunHistory history) {
    if (!knows(history.game())) {
      throw new IllegalArgumentException("the independent auditor knows no " + history.game());
    }
    NavigableMap<String, NavigableMap<Long, Item>> journals = new TreeMap<>();
    for (Slot slot : history.stored()) {
      Item item = item(slot);
      journals
          .computeIfAbsent(item.table() + " " + item.journal(), name -> new TreeMap<>())
          .put(item.version(), item);
    }
    return journals;
  }

  private static long newest(NavigableMap<String, NavigableMap<Long, Item>> journals) {
    return journals.values().stream()
        .flatMap(journal -> journal.values().stream())
        .mapToLong(Item::at)
        .max()
        .orElse(0);
  }

  private static Auditor.Source source(NavigableMap<String, NavigableMap<Long, Item>> journals) {
    return (table, journal, from, to) ->
        journals
            .getOrDefault(table + " " + journal, Collections.emptyNavigableMap())
            .subMap(from, true, to, true)
            .values()
            .stream()
            .limit(Auditor.Source.MAX_ITEMS)
            .toList();
  }

  private static Auditor.Options options(long newest, long cut, long since) {
    return new Auditor.Options(
        newest,
        cut,
        since,
        Optional.of(keys(Keys.ALL)),
        List.of(),
        0,
        Optional.empty(),
        Set.of("fairness", "house", Item.PAYOUTS),
        MAX_FINDINGS);
  }

  private static Auditor.Keys keys(MacKeys keys) {
    return new Auditor.Keys(
        keys.keys().stream()
            .map(key -> new Auditor.Keys.Key(key.id(), key.notBeforeMs(), key.secret()))
            .toList());
  }

  private static Item item(Slot slot) {
    boolean isOfAccounts =
        slot.journal().startsWith("account:") || slot.journal().startsWith("external:");
    return new Item(
        isOfAccounts ? Item.ACCOUNTS : Item.EVENTS,
        slot.journal(),
        slot.version(),
        slot.type(),
        slot.atMs(),
        slot.body(),
        slot.seal(),
        "");
  }
}
