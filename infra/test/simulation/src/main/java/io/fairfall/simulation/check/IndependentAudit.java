package io.fairfall.simulation.check;

import io.fairfall.auditor.Auditor;
import io.fairfall.auditor.Auditor.Item;
import io.fairfall.journal.MacKeys;
import io.fairfall.simulation.history.PlayedGame;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.Slot;
import io.fairfall.simulation.world.Keys;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run has stored, read by the auditor that shares no code with the ledger. The rounds of a
 * simulation crash where the dice say, and nobody posts them: of the journals {@code fairness} and
 * {@code house} it is told that they were left out.
 */
public final class IndependentAudit {
  private static final String NAME = "independent audit";
  private static final int MAX_FINDINGS = 20;

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
    if (!knows(history.game())) {
      throw new IllegalArgumentException("the independent auditor knows no " + history.game());
    }
    NavigableMap<String, NavigableMap<Long, Item>> journals = new TreeMap<>();
    long newest = 0;
    for (Slot slot : history.stored()) {
      Item item = item(slot);
      journals
          .computeIfAbsent(item.table() + " " + item.journal(), name -> new TreeMap<>())
          .put(item.version(), item);
      newest = Math.max(newest, item.at());
    }
    Auditor auditor = new Auditor(source(journals), options(newest));
    journals.values().forEach(journal -> journal.values().forEach(auditor::take));
    auditor.compareFacts();
    return auditor.report().first().stream()
        .map(found -> new Violation(NAME, found.toString(), found.journal(), found.slot()))
        .toList();
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

  private static Auditor.Options options(long newest) {
    return new Auditor.Options(
        newest,
        newest,
        Optional.of(keys(Keys.ALL)),
        List.of(),
        0,
        Optional.empty(),
        Set.of("fairness", "house"),
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
