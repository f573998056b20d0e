package io.fairfall.simulation.world;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A table as it really is, behind the faults: it notes what lands and tells who follows it. */
final class Table {
  private final Journals base;
  private final RunHistory history;
  private final Consumer<Entry> stream;
  private final Map<String, Long> heads = new HashMap<>();

  Table(Journals base, RunHistory history, Consumer<Entry> stream) {
    this.base = base;
    this.history = history;
    this.stream = stream;
  }

  Journals base() {
    return base;
  }

  Append append(Entry entry) {
    Append result = base.append(entry);
    if (result instanceof Append.Written) {
      landed(entry);
    }
    return result;
  }

  TransactionalAppend appendTogether(List<Entry> entries) {
    TransactionalAppend result = base.appendTogether(entries);
    if (result instanceof TransactionalAppend.Written) {
      entries.forEach(this::landed);
    }
    return result;
  }

  /** Version of a journal's newest entry, 0 for none. */
  long head(String journal) {
    return heads.getOrDefault(journal, 0L);
  }

  /** Everything that is stored, journal by journal. */
  List<Slot> stored() {
    List<Slot> all = new ArrayList<>();
    for (String journal : heads.keySet().stream().sorted().toList()) {
      List<Entry> page = base.range(journal, 1, Long.MAX_VALUE);
      while (!page.isEmpty()) {
        page.forEach(entry -> all.add(slot(entry)));
        page = base.range(journal, page.getLast().version() + 1, Long.MAX_VALUE);
      }
    }
    return all;
  }

  private void landed(Entry entry) {
    history.landed().add(slot(entry));
    heads.merge(entry.journal(), entry.version(), Math::max);
    stream.accept(entry);
  }

  private static Slot slot(Entry entry) {
    return new Slot(
        entry.journal(), entry.version(), entry.type(), entry.atMs(), entry.body(), entry.seal());
  }
}
