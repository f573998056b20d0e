package io.fairfall.audit;

import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.auditor.Auditor;
import io.fairfall.ledger.Accounts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The independent reading's own marks, of which only those that reach further are put. */
final class Marks {
  private final Optional<Checkpoints> checkpoints;
  private @Nullable Map<String, Auditor.Mark> known;

  /**
   * @param checkpoints where they are kept; nothing where nobody may
   */
  Marks(Optional<Checkpoints> checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** As they were read already. */
  Marks(Optional<Checkpoints> checkpoints, Map<String, String> texts) {
    this(checkpoints);
    Map<String, Auditor.Mark> all = new ConcurrentHashMap<>();
    texts.forEach((journal, text) -> learn(all, journal, text));
    known = all;
  }

  /** All that there are, by journal; what is no mark of its journal is one that nobody signed. */
  Map<String, Auditor.Mark> known() {
    Map<String, Auditor.Mark> read = known;
    if (read == null) {
      Map<String, Auditor.Mark> all = new ConcurrentHashMap<>();
      checkpoints.ifPresent(
          table -> table.marks().forEach((journal, text) -> learn(all, journal, text)));
      read = all;
      known = all;
    }
    return read;
  }

  private static void learn(Map<String, Auditor.Mark> all, String journal, String text) {
    all.put(journal, mark(text, journal).orElseGet(() -> unsigned(journal)));
  }

  private static Optional<Auditor.Mark> mark(String text, String journal) {
    try {
      return Optional.of(Auditor.Mark.parse(text)).filter(one -> one.journal().equals(journal));
    } catch (Auditor.Unreadable malformed) {
      return Optional.empty();
    }
  }

  private static Auditor.Mark unsigned(String journal) {
    String table =
        Accounts.playerOf(journal).isPresent() ? Auditor.Item.ACCOUNTS : Auditor.Item.EVENTS;
    return new Auditor.Mark(table, journal, 0, "", Map.of(), "");
  }

  void keep(Auditor.Mark mark) {
    Auditor.Mark before = known().get(mark.journal());
    if (checkpoints.isPresent() && (before == null || before.version() < mark.version())) {
      checkpoints.get().mark(mark.journal(), mark.version(), mark.json());
      known().put(mark.journal(), mark);
    }
  }
}
