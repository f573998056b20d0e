package io.fairfall.simulation.explore;

import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.simulation.history.Attempted.Seen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The content of all journals at one point of a run; it never changes. */
final class Store {
  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::journal).thenComparingLong(Entry::version);

  private final List<Entry> entries;
  private final Journals journals;
  private final int id;
  private final InternedStores internedStores;
  private final Map<Ask, Outcome> outcomes = new HashMap<>();

  private Store(List<Entry> entries, int id, InternedStores internedStores) {
    this.entries = entries;
    this.id = id;
    this.internedStores = internedStores;
    this.journals = filled(entries);
  }

  /** What an ask gives, and what the store is afterwards. */
  record Outcome(Observed.Result result, Store after, boolean isRewritten) {}

  /** Stores with the same content are the same. */
  static final class InternedStores {
    private final Map<List<Entry>, Store> stores = new HashMap<>();

    Store of(List<Entry> content) {
      List<Entry> sorted = content.stream().sorted(ORDER).toList();
      return stores.computeIfAbsent(sorted, key -> new Store(key, stores.size(), this));
    }
  }

  int id() {
    return id;
  }

  List<Entry> entries() {
    return entries;
  }

  Seen seen(String player) {
    return new Seen(
        head(Accounts.journalOf(player)), head(GameJournal.NAME), head(SettingsJournal.NAME));
  }

  Outcome perform(Ask ask) {
    return outcomes.computeIfAbsent(ask, this::performed);
  }

  private Outcome performed(Ask ask) {
    return switch (ask) {
      case Ask.Send s -> new Outcome(new Observed.Result.Done(), this, false);
      case Ask.Secret s -> new Outcome(new Observed.Result.Done(), this, false);
      case Ask.Latest latest ->
          read(journals.latest(latest.journal(), latest.before(), latest.limit()));
      case Ask.Range range -> read(journals.range(range.journal(), range.from(), range.to()));
      case Ask.Put put -> put(put.entries());
    };
  }

  private Outcome read(List<Entry> found) {
    return new Outcome(new Observed.Result.Read(found), this, false);
  }

  private Outcome put(List<Entry> wanted) {
    Journals copy = filled(entries);
    Observed.Result result =
        wanted.size() == 1
            ? new Observed.Result.Put(copy.append(wanted.getFirst()))
            : new Observed.Result.PutTogether(copy.appendTogether(wanted));
    List<Entry> after = new ArrayList<>(entries);
    boolean isRewritten = false;
    for (Entry entry : wanted) {
      // what is stored now, whatever the answer says
      for (Entry stored : copy.range(entry.journal(), entry.version(), entry.version())) {
        if (!after.contains(stored)) {
          isRewritten |= after.removeIf(old -> ORDER.compare(old, stored) == 0);
          after.add(stored);
        }
      }
    }
    return new Outcome(result, internedStores.of(after), isRewritten);
  }

  private long head(String journal) {
    return journals.head(journal).map(Entry::version).orElse(0L);
  }

  private static Journals filled(List<Entry> entries) {
    MemoryJournals journals = new MemoryJournals();
    entries.forEach(journals::append);
    return journals;
  }
}
