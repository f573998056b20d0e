package io.fairfall.audit;

import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.auditor.Auditor;
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

  /** All that there are, by journal; one that is no mark at all is left out. */
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
    try {
      Auditor.Mark mark = Auditor.Mark.parse(text);
      if (mark.journal().equals(journal)) {
        all.put(journal, mark);
      }
    } catch (Auditor.Unreadable malformed) {
      // as if there were none: then the count is short
    }
  }

  void keep(Auditor.Mark mark) {
    Auditor.Mark before = known().get(mark.journal());
    if (checkpoints.isPresent() && (before == null || before.version() < mark.version())) {
      checkpoints.get().mark(mark.journal(), mark.version(), mark.json());
      known().put(mark.journal(), mark);
    }
  }
}
