package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally.Count;
import io.fairfall.audit.report.Rule;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.audit.table.JournalTable.Page;
import io.fairfall.audit.table.JournalTable.Place;
import io.fairfall.audit.table.JournalTable.Row;
import io.fairfall.audit.table.JournalTable.Segment;
import io.fairfall.journal.Entry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a table, from journal to journal. What every journal owes is checked here: slots
 * without gaps, from 1, and times that do not run backwards; the rest is its {@link
 * JournalCheck}'s.
 *
 * <p>An entry that is younger than the cut ends what is judged of its journal: facts, receipts and
 * postings that belong to it may still be on their way.
 */
public final class SegmentScan {
  /** How far the clocks of two writers may be apart. */
  private static final long CLOCKS_APART_MS = 60_000;

  private final JournalTable journalTable;
  private final Segment segment;
  private final AuditContext context;
  private final Function<String, Optional<JournalCheck>> checks;
  private @Nullable Progress journal;
  private @Nullable Place done;

  /**
   * @param checks the check for a journal; nothing where none of its kind belongs
   */
  public SegmentScan(
      JournalTable journalTable,
      Segment segment,
      AuditContext context,
      Function<String, Optional<JournalCheck>> checks) {
    this.journalTable = journalTable;
    this.segment = segment;
    this.context = context;
    this.checks = checks;
  }

  /**
   * Walks on until the segment ends, or between two journals after {@code isOver}.
   *
   * @param after where an earlier walk stopped, or null to begin
   * @return where this one stopped, or nothing if the segment has ended
   */
  public Optional<Place> run(@Nullable Place after, BooleanSupplier isOver) {
    Place next = after;
    do {
      Page page = journalTable.read(segment, next);
      for (Row row : page.rows()) {
        if (isNewJournal(row)) {
          finish();
          if (isOver.getAsBoolean() && done != null) {
            return Optional.of(done);
          }
          begin(row);
        }
        take(row);
      }
      next = page.last();
    } while (next != null);
    finish();
    return Optional.empty();
  }

  private boolean isNewJournal(Row row) {
    return journal == null || !journal.name.equals(row.place().journal());
  }

  private void begin(Row row) {
    String name = row.place().journal();
    Optional<JournalCheck> check = checks.apply(name);
    if (check.isEmpty()) {
      context.found(name, row.place().version(), Rule.STRANGER, "belongs to no journal of ours");
    }
    journal = new Progress(name, check.orElse(SegmentScan::accept));
  }

  private void finish() {
    if (journal != null) {
      journal.check.end();
    }
    journal = null;
  }

  private static void accept(Entry entry, boolean follows) {}

  private void take(Row row) {
    Progress now = journal;
    if (now == null) {
      throw new IllegalStateException("a row belongs to a journal that has begun");
    }
    done = row.place();
    switch (row) {
      case Row.Unreadable unreadable -> {
        now.passOver(unreadable.place().version());
        context.found(now.name, unreadable.place().version(), Rule.UNREADABLE, unreadable.what());
      }
      case Row.Stored stored -> now.take(stored.entry());
    }
  }

  /** One journal while it passes by. */
  private final class Progress {
    private final String name;
    private final JournalCheck check;
    private long version;
    private long newestMs;
    private boolean follows = true;
    private boolean isYoung;

    Progress(String name, JournalCheck check) {
      this.name = name;
      this.check = check;
    }

    void passOver(long slot) {
      requireNext(slot);
      version = slot;
      follows = false;
    }

    void take(Entry entry) {
      requireNext(entry.version());
      version = entry.version();
      if (isYoung || (entry.atMs() > context.cutMs() && !isFromTheFuture(entry))) {
        young(entry);
        return;
      }
      if (isFromTheFuture(entry)) {
        found(entry, "is from the future");
      } else if (entry.atMs() < newestMs - CLOCKS_APART_MS) {
        found(entry, "is older than the one before it");
      } else {
        newestMs = Math.max(newestMs, entry.atMs());
      }
      context.tally().count(Count.ENTRIES, 1);
      check.judge(entry, follows);
      follows = true;
    }

    private void young(Entry entry) {
      if (entry.atMs() < context.cutMs() - CLOCKS_APART_MS) {
        found(entry, "is older than the one before it");
      }
      isYoung = true;
      context.tally().count(Count.YOUNG, 1);
      check.young(entry);
    }

    private void requireNext(long slot) {
      if (slot != version + 1) {
        String missing =
            slot == version + 2 ? "" + (version + 1) : (version + 1) + " to " + (slot - 1);
        context.found(name, slot, Rule.GAP, "follows a gap: " + missing + " missing");
        follows = false;
      }
    }

    private boolean isFromTheFuture(Entry entry) {
      return entry.atMs() > context.nowMs() + CLOCKS_APART_MS;
    }

    private void found(Entry entry, String what) {
      context.found(name, entry.version(), Rule.TIME, what);
    }
  }
}
