package io.fairfall.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.audit.table.JournalTable.Row;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes everything that is stored as lines of JSON, sorted by table, journal and version: what an
 * auditor needs who cannot read the tables, or does not trust who reads them. The form is that of
 * {@code docs/reference/ledger-specification.md}.
 */
final class ExportWriter {
  private final Evidence evidence;
  private final int maxBytesInMemory;
  private final AtomicLong items = new AtomicLong();

  ExportWriter(Evidence evidence) {
    this(evidence, SortedLines.MAX_BYTES_IN_MEMORY);
  }

  ExportWriter(Evidence evidence, int maxBytesInMemory) {
    this.evidence = evidence;
    this.maxBytesInMemory = maxBytesInMemory;
  }

  /** Items that were read so far. */
  long items() {
    return items.get();
  }

  /**
   * Reads the tables one after another and writes the file, which is replaced if it is there.
   * Checkpoints are read first: they may move while the accounts are read, and must not be ahead.
   */
  void write(Path file) throws IOException {
    try (SortedLines checkpoints = new SortedLines(maxBytesInMemory);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (evidence.checkpoints().isPresent()) {
        read(evidence.checkpoints().get(), checkpoints);
      }
      table("accounts", evidence.accounts(), out);
      checkpoints.writeTo(out);
      table("events", evidence.events(), out);
      if (evidence.payouts().isPresent()) {
        table("payouts", evidence.payouts().get().table(), out);
      }
    }
  }

  private void table(String name, JournalTable journalTable, OutputStream out) throws IOException {
    try (SortedLines lines = new SortedLines(maxBytesInMemory)) {
      JournalTable.Segment whole = new JournalTable.Segment(0, 1);
      JournalTable.Page page = journalTable.read(whole, null);
      add(name, page, lines);
      while (page.last() != null) {
        page = journalTable.read(whole, page.last());
        add(name, page, lines);
      }
      lines.writeTo(out);
    }
  }

  private void add(String table, JournalTable.Page page, SortedLines lines) throws IOException {
    for (Row row : page.rows()) {
      lines.add(row.place().journal(), row.place().version(), json(table, row));
      items.incrementAndGet();
    }
  }

  private void read(Checkpoints checkpoints, SortedLines lines) throws IOException {
    Checkpoints.Page page = checkpoints.read(null);
    add(page, lines);
    while (page.last() != null) {
      page = checkpoints.read(page.last());
      add(page, lines);
    }
  }

  private void add(Checkpoints.Page page, SortedLines lines) throws IOException {
    for (Checkpoint one : page.checkpoints()) {
      Entry line =
          new Entry(
              one.account(),
              Math.max(1, one.version()),
              "checkpoint",
              0,
              one.signature(),
              one.seal());
      lines.add(one.account(), one.version(), json("checkpoints", line));
      items.incrementAndGet();
    }
  }

  private static String json(String table, Row row) {
    return switch (row) {
      case Row.Stored(Entry entry) -> json(table, entry);
      case Row.Unreadable(JournalTable.Place place, String what) ->
          ExportedItem.unreadable(table, place.journal(), place.version(), what);
    };
  }

  private static String json(String table, Entry entry) {
    boolean isText = UTF_8.newEncoder().canEncode(entry.type() + entry.body() + entry.seal());
    return isText
        ? JsonCodec.write(
            new ExportedItem(
                table,
                entry.journal(),
                entry.version(),
                entry.type(),
                entry.atMs(),
                entry.body(),
                entry.seal(),
                null))
        : ExportedItem.unreadable(table, entry.journal(), entry.version(), "half a character");
  }
}
