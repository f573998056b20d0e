package io.fairfall.audit.check;

import io.fairfall.audit.AuditRun.Reached;
import io.fairfall.audit.AuditRun.Within;
import io.fairfall.audit.report.AuditTally.Count;
import io.fairfall.audit.report.Rule;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.audit.table.JournalTable.Page;
import io.fairfall.audit.table.JournalTable.Place;
import io.fairfall.audit.table.JournalTable.Row;
import io.fairfall.audit.table.JournalTable.Segment;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import java.util.List;
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
  private final Journals journals;
  private final Segment segment;
  private final AuditContext context;
  private final Function<String, Optional<JournalCheck>> checks;
  private final InOrder sealed;
  private final SealingStart sealing;
  private @Nullable Progress journal;
  private @Nullable Place done;

  /**
   * @param journals the same table, by journal
   * @param checks the check for a journal; nothing where none of its kind belongs
   * @param sealed told of journals whose seals it judges, that are in order up to an entry
   * @param sealing since when these must have any
   */
  public SegmentScan(
      JournalTable journalTable,
      Journals journals,
      Segment segment,
      AuditContext context,
      Function<String, Optional<JournalCheck>> checks,
      InOrder sealed,
      SealingStart sealing) {
    this.journalTable = journalTable;
    this.journals = journals;
    this.segment = segment;
    this.context = context;
    this.checks = checks;
    this.sealed = sealed;
    this.sealing = sealing;
  }

  /**
   * Walks on until the segment ends, or until {@code isOver}: then it stops between two journals,
   * or within one whose check can go on there. It judges one entry at least.
   *
   * @param from where an earlier walk stopped
   * @return where this one stopped
   */
  public Reached run(Reached from, BooleanSupplier isOver) {
    if (from.within() != null) {
      resume(from, from.within());
    }
    Place next = from.place();
    do {
      Page page = journalTable.read(segment, next);
      for (Row row : page.rows()) {
        if (done != null && mayStopBefore(row) && isOver.getAsBoolean()) {
          return stop(row, done);
        }
        if (isNewJournal(row)) {
          finish();
          begin(row);
        }
        take(row);
      }
      next = page.last();
    } while (next != null);
    finish();
    return Reached.END;
  }

  private boolean mayStopBefore(Row row) {
    return isNewJournal(row) || (journal != null && journal.mayPause());
  }

  private Reached stop(Row next, Place last) {
    if (isNewJournal(next) || journal == null) {
      finish();
      return Reached.behind(last);
    }
    journal.check.pause();
    Within within =
        new Within(
            journal.newestMs,
            journal.isInOrder && journal.check.isInOrder(),
            journal.seals.since());
    return new Reached(last.journal(), last.version(), false, within);
  }

  /** Goes on within a journal: its check is shown again what it has to remember. */
  private void resume(Reached from, Within within) {
    String name = from.journal();
    Progress progress = new Progress(name, checks.apply(name).orElse(SegmentScan::accept));
    long first = Math.max(1, from.version() - Math.max(1, progress.check.memory()) + 1);
    List<Entry> remembered = remembered(name, first, from.version());
    remembered.forEach(entry -> progress.check.recall(entry, within.isInOrder()));
    progress.version = from.version();
    progress.newestMs = within.newestAt();
    progress.follows = remembered.size() == from.version() - first + 1;
    progress.isInOrder = within.isInOrder();
    progress.judged = from.version();
    if (progress.follows) {
      progress.seals.resume(remembered.getLast(), within.sealedSince());
    }
    journal = progress;
    if (!progress.follows) {
      context.found(name, from.version(), Rule.GAP, "was judged, and is not there any more");
    }
  }

  private List<Entry> remembered(String name, long first, long last) {
    try {
      return journals.range(name, first, last);
    } catch (IllegalStateException unreadable) {
      return List.of();
    }
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
      journal.tellInOrder();
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
    private final SealCheck seals;
    private boolean isInOrder = true;
    private long judged;

    Progress(String name, JournalCheck check) {
      this.name = name;
      this.check = check;
      this.seals = new SealCheck(sealing.of(name));
    }

    /** What is young ends soon, and what follows a hole cannot be gone on with. */
    boolean mayPause() {
      return follows && !isYoung && check.memory() != JournalCheck.NOT_WITHIN;
    }

    void passOver(long slot) {
      isInOrder = false;
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
        found(entry, Rule.TIME, "is from the future");
      } else if (entry.atMs() < newestMs - CLOCKS_APART_MS) {
        found(entry, Rule.TIME, "is older than the one before it");
      } else {
        newestMs = Math.max(newestMs, entry.atMs());
      }
      context.tally().count(Count.ENTRIES, 1);
      if (!check.judgesSeals()) {
        seals
            .fault(entry, follows, context.keys())
            .ifPresent(what -> found(entry, Rule.SEAL, what));
      }
      check.judge(entry, follows);
      follows = true;
      judged = entry.version();
    }

    private void tellInOrder() {
      if (isInOrder && check.isInOrder() && judged > 0 && !seals.newest().equals(MacChain.NONE)) {
        sealed.inOrder(name, judged, seals.newest());
      }
    }

    private void young(Entry entry) {
      if (entry.atMs() < context.cutMs() - CLOCKS_APART_MS) {
        found(entry, Rule.TIME, "is older than the one before it");
      }
      isYoung = true;
      context.tally().count(Count.YOUNG, 1);
      check.young(entry);
    }

    private void requireNext(long slot) {
      if (slot != version + 1 && !check.hasGaps()) {
        String missing =
            slot == version + 2 ? "" + (version + 1) : (version + 1) + " to " + (slot - 1);
        context.found(name, slot, Rule.GAP, "follows a gap: " + missing + " missing");
        follows = false;
        isInOrder = false;
      }
    }

    private boolean isFromTheFuture(Entry entry) {
      return entry.atMs() > context.nowMs() + CLOCKS_APART_MS
          && entry.atMs() > context.clock().millis() + CLOCKS_APART_MS;
    }

    private void found(Entry entry, Rule rule, String what) {
      isInOrder = false;
      context.found(name, entry.version(), rule, what);
    }
  }
}
