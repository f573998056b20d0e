package io.fairfall.audit;

import io.avaje.jsonb.Json;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.audit.table.JournalTable.Page;
import io.fairfall.audit.table.JournalTable.Place;
import io.fairfall.audit.table.JournalTable.Row;
import io.fairfall.audit.table.JournalTable.Segment;
import io.fairfall.auditor.Auditor;
import io.fairfall.auditor.Auditor.Item;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The second reading of everything that was ever written: {@link Auditor} is fed with the pages of
 * the same tables, and with nothing that the ledger's code made of them. Like a {@link AuditRun} it
 * can stop between two journals and go on in another process.
 */
public final class IndependentPass {
  private static final Segment WHOLE = new Segment(0, 1);
  private static final int MAX_FINDINGS = 50;

  private final Evidence evidence;
  private final long nowMs;
  private final long cutMs;
  private final Auditor auditor;
  private Phase phase;
  private @Nullable Place after;

  private IndependentPass(
      Evidence evidence,
      long nowMs,
      long cutMs,
      Auditor auditor,
      Phase phase,
      @Nullable Place after) {
    this.evidence = evidence;
    this.nowMs = nowMs;
    this.cutMs = cutMs;
    this.auditor = auditor;
    this.phase = phase;
    this.after = after;
  }

  /** Which table is read. */
  enum Phase {
    CHECKPOINTS,
    ACCOUNTS,
    EVENTS,
    DONE;

    Phase next() {
      return switch (this) {
        case CHECKPOINTS -> ACCOUNTS;
        case ACCOUNTS -> EVENTS;
        case EVENTS, DONE -> DONE;
      };
    }
  }

  /** How far a pass is. */
  @Json
  record Reached(long nowMs, long cutMs, Phase phase, String journal, long version) {}

  /**
   * A pass that was stopped: two texts, for one of them is longer than our JSON parser takes.
   *
   * @param place how far it is
   * @param reading what it has come to
   */
  public record Saved(String place, String reading) {}

  /** A new pass, up to the cut of another one, so that the two can be compared. */
  public static IndependentPass begin(Evidence evidence, AuditReport other) {
    Auditor.Options options = options(evidence, other.startedAt(), other.cutAt());
    return new IndependentPass(
        evidence,
        other.startedAt(),
        other.cutAt(),
        new Auditor(source(evidence), options),
        Phase.CHECKPOINTS,
        null);
  }

  /**
   * A pass that was saved.
   *
   * @throws Auditor.Unreadable or {@link io.fairfall.json.BrokenStoreException} if another release
   *     saved it
   */
  public static IndependentPass resume(Saved saved, Evidence evidence) {
    Reached reached = JsonCodec.fromStore(Reached.class, saved.place());
    Auditor.Options options = options(evidence, reached.nowMs(), reached.cutMs());
    return new IndependentPass(
        evidence,
        reached.nowMs(),
        reached.cutMs(),
        Auditor.restore(saved.reading(), source(evidence), options),
        reached.phase(),
        reached.journal().isEmpty() ? null : new Place(reached.journal(), reached.version()));
  }

  /** All of it, for {@link #resume}. */
  public Saved save() {
    Place last = after;
    Reached reached =
        new Reached(
            nowMs,
            cutMs,
            phase,
            last == null ? "" : last.journal(),
            last == null ? 0 : last.version());
    return new Saved(JsonCodec.write(reached), auditor.save());
  }

  /** What it came to, or has come to so far. */
  public Auditor.Report report() {
    return auditor.report();
  }

  /**
   * Works on it.
   *
   * @param isOver whether to stop between the next two journals
   * @return whether it is done
   */
  public boolean work(BooleanSupplier isOver) {
    while (phase != Phase.DONE) {
      if (isOver.getAsBoolean() || !isRead(isOver)) {
        return false;
      }
      after = null;
      phase = phase.next();
    }
    return true;
  }

  private boolean isRead(BooleanSupplier isOver) {
    return switch (phase) {
      case CHECKPOINTS -> {
        evidence.checkpoints().ifPresent(this::checkpoints);
        yield true;
      }
      case ACCOUNTS -> isRead(Item.ACCOUNTS, evidence.accounts(), isOver);
      case EVENTS -> {
        boolean isDone = isRead(Item.EVENTS, evidence.events(), isOver);
        if (isDone) {
          auditor.compareFacts();
        }
        yield isDone;
      }
      case DONE -> true;
    };
  }

  /**
   * Before the accounts are read, behind which they must not be. Each is one line, and none is a
   * journal.
   */
  private void checkpoints(Checkpoints checkpoints) {
    @Nullable String last = null;
    do {
      Checkpoints.Page page = checkpoints.read(last);
      for (Checkpoint one : page.checkpoints()) {
        auditor.take(
            new Item(
                Item.CHECKPOINTS,
                one.account(),
                one.version(),
                "checkpoint",
                0,
                one.signature(),
                one.seal(),
                ""));
      }
      last = page.last();
    } while (last != null);
    auditor.endJournal();
  }

  private boolean isRead(String table, JournalTable journalTable, BooleanSupplier isOver) {
    @Nullable Place next = after;
    do {
      Page page = journalTable.read(WHOLE, next);
      for (Row row : page.rows()) {
        Place last = after;
        if (last != null
            && !last.journal().equals(row.place().journal())
            && isOver.getAsBoolean()) {
          auditor.endJournal();
          return false;
        }
        auditor.take(item(table, row));
        after = row.place();
      }
      next = page.last();
    } while (next != null);
    auditor.endJournal();
    return true;
  }

  private static Item item(String table, Row row) {
    return switch (row) {
      case Row.Stored(Entry entry) -> item(table, entry);
      case Row.Unreadable(Place place, String what) ->
          new Item(table, place.journal(), place.version(), "", 0, "", MacChain.NONE, what);
    };
  }

  private static Item item(String table, Entry entry) {
    return new Item(
        table,
        entry.journal(),
        entry.version(),
        entry.type(),
        entry.atMs(),
        entry.body(),
        entry.seal(),
        "");
  }

  private static Auditor.Source source(Evidence evidence) {
    return (table, journal, from, to) -> {
      Journals journals =
          table.equals(Item.ACCOUNTS) ? evidence.accountJournals() : evidence.eventJournals();
      try {
        return journals.range(journal, Math.max(1, from), to).stream()
            .map(entry -> item(table, entry))
            .toList();
      } catch (IllegalStateException malformed) {
        return List.of(); // its own journal has the finding
      }
    };
  }

  private static Auditor.Options options(Evidence evidence, long nowMs, long cutMs) {
    Optional<Auditor.Keys> keys = evidence.keys().map(source -> keys(source.get()));
    return new Auditor.Options(
        nowMs, cutMs, keys, List.of(), Optional.empty(), Set.of(), MAX_FINDINGS);
  }

  /** The ledger's keys in the form that the other auditor takes. */
  public static Auditor.Keys keys(MacKeys keys) {
    return new Auditor.Keys(
        keys.keys().stream()
            .map(key -> new Auditor.Keys.Key(key.id(), key.notBeforeMs(), key.secret()))
            .toList());
  }
}
