package io.fairfall.audit;

import io.avaje.jsonb.Json;
import io.fairfall.audit.check.DeployedBounds;
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
import io.fairfall.settings.BetBounds;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The second reading of everything that was ever written: {@link Auditor} is fed with the pages of
 * the same tables, and with nothing that the ledger's code made of them. Like a {@link AuditRun} it
 * can stop between two journals, and within a long one, and go on in another process.
 */
public final class IndependentPass {
  private static final Segment WHOLE = new Segment(0, 1);
  private static final int MAX_FINDINGS = 50;

  private final Evidence evidence;
  private final long nowMs;
  private final long cutMs;
  private final Auditor auditor;
  private final Marks marks;
  private Phase phase;
  private @Nullable Place after;
  private boolean isWithin;

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
    this.marks = new Marks(evidence.checkpoints());
    this.phase = phase;
    this.after = after;
  }

  /** Which table is read. */
  enum Phase {
    CHECKPOINTS,
    ACCOUNTS,
    EVENTS,
    PAYOUTS,
    DONE;

    Phase next() {
      return switch (this) {
        case CHECKPOINTS -> ACCOUNTS;
        case ACCOUNTS -> EVENTS;
        case EVENTS -> PAYOUTS;
        case PAYOUTS, DONE -> DONE;
      };
    }
  }

  /**
   * How far a pass is.
   *
   * @param journal the last journal that was read, empty if there is none; of the checkpoints the
   *     last account
   * @param version the last of its entries that was read
   * @param isWithin whether the journal may go on there; otherwise what it has gained is too young
   */
  @Json
  record Reached(
      long nowMs, long cutMs, Phase phase, String journal, long version, boolean isWithin) {
    @Nullable Place place() {
      if (journal.isEmpty()) {
        return null;
      }
      return new Place(journal, isWithin ? version : Long.MAX_VALUE);
    }
  }

  /**
   * A pass that was stopped: two texts, for one of them is longer than our JSON parser takes.
   *
   * @param place how far it is
   * @param reading what it has come to
   */
  public record Saved(String place, String reading) {}

  /** A new pass, up to the cut of another one, so that the two can be compared. */
  public static IndependentPass begin(
      Evidence evidence, DeployedBounds deployed, InstantSource clock, AuditReport other) {
    Auditor.Options options =
        options(evidence, deployed, later(other.startedAt(), clock), other.cutAt(), 0);
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
  public static IndependentPass resume(
      Saved saved, Evidence evidence, DeployedBounds deployed, InstantSource clock) {
    Reached reached = JsonCodec.fromStore(Reached.class, saved.place());
    Auditor.Options options =
        options(evidence, deployed, later(reached.nowMs(), clock), reached.cutMs(), 0);
    IndependentPass pass =
        new IndependentPass(
            evidence,
            reached.nowMs(),
            reached.cutMs(),
            Auditor.restore(saved.reading(), source(evidence), options),
            reached.phase(),
            reached.place());
    pass.isWithin = reached.isWithin();
    return pass;
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
            last == null ? 0 : last.version(),
            isWithin);
    return new Saved(JsonCodec.write(reached), auditor.save());
  }

  /** What it came to, or has come to so far. */
  public Auditor.Report report() {
    return auditor.report();
  }

  /**
   * Works on it.
   *
   * @param isOver whether to stop before the next entry at which that can be done
   * @return whether it is done
   */
  public boolean work(BooleanSupplier isOver) {
    while (phase != Phase.DONE) {
      if (isOver.getAsBoolean() || !isRead(isOver)) {
        return false;
      }
      after = null;
      isWithin = false;
      phase = phase.next();
    }
    return true;
  }

  private boolean isRead(BooleanSupplier isOver) {
    return switch (phase) {
      case CHECKPOINTS ->
          evidence.checkpoints().map(checkpoints -> areRead(checkpoints, isOver)).orElse(true);
      case ACCOUNTS -> isRead(Item.ACCOUNTS, evidence.accounts(), isOver);
      case EVENTS -> {
        boolean isDone = isRead(Item.EVENTS, evidence.events(), isOver);
        if (isDone) {
          auditor.compareFacts();
        }
        yield isDone;
      }
      case PAYOUTS ->
          evidence
              .payouts()
              .map(payouts -> isRead(Item.PAYOUTS, payouts.table(), isOver))
              .orElse(true);
      case DONE -> true;
    };
  }

  /**
   * Before the accounts are read, behind which they must not be. Each is one line, and none is a
   * journal.
   */
  private boolean areRead(Checkpoints checkpoints, BooleanSupplier isOver) {
    @Nullable String last = after == null ? null : after.journal();
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
      auditor.endJournal();
      last = page.last();
      after = last == null ? null : new Place(last, 1);
    } while (last != null && !isOver.getAsBoolean());
    return last == null;
  }

  private boolean isRead(String table, JournalTable journalTable, BooleanSupplier isOver) {
    @Nullable Place next = after;
    @Nullable Place last = null;
    do {
      Page page = journalTable.read(WHOLE, next);
      for (Row row : page.rows()) {
        if (last != null && mayStop(last, row) && isOver.getAsBoolean()) {
          stop(last, row);
          return false;
        }
        if (last != null && !last.journal().equals(row.place().journal())) {
          endJournal();
        }
        auditor.take(item(table, row));
        last = row.place();
      }
      next = page.last();
    } while (next != null);
    endJournal();
    return true;
  }

  /** What was read of it in order is what a reading of news goes on from. */
  private void endJournal() {
    auditor.endJournal();
    auditor.mark().ifPresent(marks::keep);
  }

  private boolean mayStop(Place last, Row next) {
    return !last.journal().equals(next.place().journal()) || auditor.mayPause();
  }

  private void stop(Place last, Row next) {
    isWithin = last.journal().equals(next.place().journal());
    after = isWithin ? last : new Place(last.journal(), Long.MAX_VALUE);
    if (!isWithin) {
      endJournal();
    }
  }

  private static Item item(String table, Row row) {
    return switch (row) {
      case Row.Stored(Entry entry) -> item(table, entry);
      case Row.Unreadable(Place place, String what) ->
          new Item(table, place.journal(), place.version(), "", 0, "", MacChain.NONE, what);
    };
  }

  static Item item(String table, Entry entry) {
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

  static Auditor.Source source(Evidence evidence) {
    return (table, journal, from, to) -> {
      Journals journals = journals(evidence, table);
      try {
        return journals.range(journal, Math.max(1, from), to).stream()
            .map(entry -> item(table, entry))
            .toList();
      } catch (IllegalStateException malformed) {
        return List.of(); // its own journal has the finding
      }
    };
  }

  /** The journals of a table; those of payouts are asked for only where they are seen. */
  static Journals journals(Evidence evidence, String table) {
    return switch (table) {
      case Item.ACCOUNTS -> evidence.accountJournals();
      case Item.PAYOUTS -> evidence.payouts().orElseThrow().journals();
      default -> evidence.eventJournals();
    };
  }

  /** What is written while a pass is made is not from the future, however long that takes. */
  static LongSupplier later(long beganMs, InstantSource clock) {
    return () -> Math.max(beganMs, clock.millis());
  }

  /** Of a reading whose facts are those behind an instant. */
  static Auditor.Options options(
      Evidence evidence, DeployedBounds deployed, LongSupplier now, long cutMs, long sinceMs) {
    Optional<Auditor.Keys> keys = evidence.keys().map(source -> keys(source.get()));
    return new Auditor.Options(
        now,
        cutMs,
        sinceMs,
        keys,
        deployed.all().stream().map(IndependentPass::bounds).toList(),
        deployed.sinceMs(),
        Optional.empty(),
        evidence.payouts().isPresent() ? Set.of() : Set.of(Item.PAYOUTS),
        MAX_FINDINGS);
  }

  private static Auditor.Deployed bounds(BetBounds deployed) {
    return new Auditor.Deployed(
        deployed.minStake().value(), deployed.maxStake().value(), deployed.maxProfit().value());
  }

  /** The ledger's keys in the form that the other auditor takes. */
  public static Auditor.Keys keys(MacKeys keys) {
    return new Auditor.Keys(
        keys.keys().stream()
            .map(key -> new Auditor.Keys.Key(key.id(), key.notBeforeMs(), key.secret()))
            .toList());
  }
}
