package io.fairfall.audit;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.increment.Coverage;
import io.fairfall.audit.increment.NewEntries;
import io.fairfall.audit.table.EntryPages;
import io.fairfall.auditor.Auditor;
import io.fairfall.auditor.Auditor.Item;
import io.fairfall.auditor.Auditor.Mark;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * The second reading of what is new: {@link Auditor} goes on from marks of its own, and reads the
 * journals that the replay has read, and every other of which it has a mark.
 */
public final class IndependentNews {
  private static final List<String> SINGLE =
      List.of("adjusted", "adjustments", "fairness", "game", "house", "settings");

  /** Journals that are asked for at a time, some side by side. */
  private static final int CHUNK = 200;

  private final Evidence evidence;
  private final DeployedBounds deployed;
  private final InstantSource clock;
  private final int threads;

  /**
   * @param threads so many journals are asked for side by side
   */
  public IndependentNews(
      Evidence evidence, DeployedBounds deployed, InstantSource clock, int threads) {
    this.evidence = evidence;
    this.deployed = deployed;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Reads what is new, up to the cut of the other reading.
   *
   * @param since what both have come to before
   * @param other what the replay has read
   * @param isOver whether to give up
   * @return nothing if it was given up
   * @throws io.fairfall.journal.StoreUnavailableException if a table does not answer
   */
  public Optional<Auditor.Report> read(
      Coverage since, NewEntries.Read other, BooleanSupplier isOver) {
    Auditor auditor =
        new Auditor(
            IndependentPass.source(evidence),
            IndependentPass.options(
                evidence,
                deployed,
                IndependentPass.later(other.report().startedAt(), clock),
                other.report().cutAt(),
                since.cutMs()));
    Marks marks = new Marks(evidence.checkpoints(), other.marks());
    Set<String> accounts = new TreeSet<>(other.accounts());
    marks.known().values().stream()
        .filter(mark -> mark.table().equals(Item.ACCOUNTS))
        .forEach(mark -> accounts.add(mark.journal()));
    List<String> events = new ArrayList<>(SINGLE);
    events.addAll(new TreeSet<>(other.others()));
    for (long round : new TreeSet<>(other.rounds())) {
      events.add("posting:" + round);
      events.add("round:" + round);
    }
    boolean isRead =
        areRead(auditor, marks, Item.ACCOUNTS, List.copyOf(accounts), isOver)
            && areRead(auditor, marks, Item.EVENTS, events, isOver)
            && areRead(
                auditor, marks, Item.PAYOUTS, List.copyOf(new TreeSet<>(other.payouts())), isOver);
    if (!isRead) {
      return Optional.empty();
    }
    auditor.compareFacts();
    return Optional.of(auditor.report());
  }

  private boolean areRead(
      Auditor auditor, Marks marks, String table, List<String> journals, BooleanSupplier isOver) {
    if (journals.isEmpty()) {
      return true;
    }
    Journals tableJournals = IndependentPass.journals(evidence, table);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int from = 0; from < journals.size(); from += CHUNK) {
        if (isOver.getAsBoolean()) {
          return false;
        }
        List<String> chunk = journals.subList(from, Math.min(journals.size(), from + CHUNK));
        List<Future<List<Entry>>> pages =
            chunk.stream()
                .map(journal -> pool.submit(() -> firstPage(tableJournals, marks, journal)))
                .toList();
        for (int i = 0; i < chunk.size(); i++) {
          read(auditor, marks, tableJournals, table, chunk.get(i), await(pages.get(i)));
        }
      }
    }
    return true;
  }

  private static List<Entry> firstPage(Journals journals, Marks marks, String journal) {
    Mark mark = marks.known().get(journal);
    return range(journals, journal, mark == null ? 1 : Math.max(1, mark.version() - 1));
  }

  /** What is no entry is found by the reading of everything. */
  private static List<Entry> range(Journals journals, String journal, long from) {
    try {
      return journals.range(journal, from, Long.MAX_VALUE);
    } catch (IllegalStateException malformed) {
      return List.of();
    }
  }

  private static void read(
      Auditor auditor,
      Marks marks,
      Journals journals,
      String table,
      String journal,
      List<Entry> firstPage) {
    List<Item> items = firstPage.stream().map(entry -> IndependentPass.item(table, entry)).toList();
    Mark mark = marks.known().get(journal);
    if (mark == null) {
      items.forEach(auditor::take);
    } else if (!auditor.goOn(mark, items)) {
      return;
    }
    List<Entry> page = firstPage;
    while (!EntryPages.isLast(page)) {
      page = range(journals, journal, page.getLast().version() + 1);
      page.forEach(entry -> auditor.take(IndependentPass.item(table, entry)));
    }
    if (!firstPage.isEmpty()) {
      auditor.endJournal();
      auditor.mark().ifPresent(marks::keep);
    }
  }

  private static List<Entry> await(Future<List<Entry>> page) {
    try {
      return page.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while journals were being read", stopping);
    }
  }
}
