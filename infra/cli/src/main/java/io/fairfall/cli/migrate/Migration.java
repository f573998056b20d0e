package io.fairfall.cli.migrate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run over a file: rows are read, asked in batches of which a few are under way at once, and
 * told in the order of the file.
 *
 * <p>Nothing is kept from run to run. The ledger itself knows who has been opened and answers
 * "already", so a run that was interrupted anywhere is repeated from the first row, and its totals
 * are those of the whole file.
 */
final class Migration {
  /** Each keeps the function's own eight writers busy. */
  static final int MAX_BATCHES_UNDER_WAY = 2;

  /** So many batches in a row without any answer end the run. */
  static final int MAX_DEAD_BATCHES = 3;

  private final OpeningClient client;
  private final MigrationReport report;
  private final CountDownLatch stop;
  private final Consumer<MigrationTally> progress;
  private final MigrationTally tally = new MigrationTally();
  private final Deque<Asked> underWay = new ArrayDeque<>();
  private int deadBatches;
  private @Nullable String early;

  /**
   * @param stop once it is open, what is under way is finished and nothing else begun
   * @param progress told after every batch
   */
  Migration(
      OpeningClient client,
      MigrationReport report,
      CountDownLatch stop,
      Consumer<MigrationTally> progress) {
    this.client = client;
    this.report = report;
    this.stop = stop;
    this.progress = progress;
  }

  private record Asked(Batch batch, Future<List<OpeningOutcome>> outcomes) {}

  /** What it has come to. */
  MigrationTally tally() {
    return tally;
  }

  /**
   * Brings all rows.
   *
   * @return why it ended before the last row, if it did
   */
  Optional<String> run(Rows rows) throws IOException {
    boolean isAll;
    try (ExecutorService callers = Executors.newFixedThreadPool(MAX_BATCHES_UNDER_WAY)) {
      isAll = ask(rows, callers);
      while (!underWay.isEmpty()) {
        tell(underWay.remove());
      }
    }
    if (early == null && !isAll) {
      early = "it was interrupted.";
    }
    return Optional.ofNullable(early);
  }

  /** Whether all rows have been asked. */
  private boolean ask(Rows rows, ExecutorService callers) throws IOException {
    Batch batch = new Batch();
    for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
      batch.add(row.get());
      if (batch.isFull()) {
        if (isStopped()) {
          return false;
        }
        ask(batch, callers);
        batch = new Batch();
      }
    }
    if (isStopped()) {
      return false;
    }
    ask(batch, callers);
    return true;
  }

  private void ask(Batch batch, ExecutorService callers) throws IOException {
    List<Row.Opening> openings = batch.openings();
    underWay.add(
        new Asked(
            batch, callers.submit(() -> openings.isEmpty() ? List.of() : client.open(openings))));
    if (underWay.size() > MAX_BATCHES_UNDER_WAY) {
      tell(underWay.remove());
    }
  }

  private void tell(Asked asked) throws IOException {
    List<OpeningOutcome> outcomes = outcomes(asked);
    Iterator<OpeningOutcome> next = outcomes.iterator();
    for (Row row : asked.batch().rows()) {
      switch (row) {
        case Row.Rejected rejected -> reject(rejected);
        case Row.Zero zero -> tally.zero();
        case Row.Opening opening -> count(opening, next.next());
      }
      tally.reached(row.line());
    }
    report.flush();
    progress.accept(tally);
    giveUpOnTheDead(outcomes);
  }

  private void count(Row.Opening opening, OpeningOutcome outcome) throws IOException {
    String text = opening.player() + "," + opening.amount().toEther();
    switch (outcome) {
      case OpeningOutcome.Opened opened -> tally.opened(opening.amount());
      case OpeningOutcome.Already already -> tally.already(opening.amount());
      case OpeningOutcome.Refused refused ->
          reject(new Row.Rejected(opening.line(), refused.code(), refused.reason(), text));
      case OpeningOutcome.Unknown unknown -> {
        tally.unknown(opening.amount());
        report.add(new Row.Rejected(opening.line(), "UNKNOWN", unknown.reason(), text));
      }
    }
  }

  private void reject(Row.Rejected rejected) throws IOException {
    tally.rejected();
    report.add(rejected);
  }

  private void giveUpOnTheDead(List<OpeningOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      return;
    }
    boolean isDead = outcomes.stream().allMatch(OpeningOutcome.Unknown.class::isInstance);
    deadBatches = isDead ? deadBatches + 1 : 0;
    if (deadBatches == MAX_DEAD_BATCHES
        && outcomes.getFirst() instanceof OpeningOutcome.Unknown(String reason)) {
      endEarly("the operations function does not answer. " + reason);
    }
  }

  /** A batch that could not be asked at all is unknown, and the last one. */
  private List<OpeningOutcome> outcomes(Asked asked) {
    try {
      return asked.outcomes().get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      String why = String.valueOf(cause == null ? failed : cause.getMessage());
      endEarly(why);
      return Collections.nCopies(asked.batch().openings().size(), new OpeningOutcome.Unknown(why));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      endEarly("it was interrupted.");
      return Collections.nCopies(
          asked.batch().openings().size(), new OpeningOutcome.Unknown("interrupted"));
    }
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private void endEarly(String why) {
    if (early == null) {
      early = why;
    }
    stop.countDown();
  }
}
