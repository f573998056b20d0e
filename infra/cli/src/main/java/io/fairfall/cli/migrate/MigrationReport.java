package io.fairfall.cli.migrate;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The rows that need somebody's attention, as CSV, in the order of the file.
 *
 * <p>What stood in the file is quoted in it and may be anything. Spreadsheets take a cell that
 * begins with one of {@code = + - @} for a formula, so such a text is led by an apostrophe.
 */
final class MigrationReport implements AutoCloseable {
  private static final String FORMULA_BEGINNINGS = "=+-@";
  private static final int MAX_TEXT = 200;

  private final CsvWriter csv;

  private MigrationReport(CsvWriter csv) {
    this.csv = csv;
  }

  /**
   * Begins a report; one of an earlier run is replaced, so that it cannot be taken for this one.
   */
  static MigrationReport to(Path file) throws IOException {
    MigrationReport report = new MigrationReport(CsvWriter.builder().build(file));
    report.csv.writeRecord("line", "code", "reason", "row");
    return report;
  }

  void add(Row.Rejected row) throws IOException {
    csv.writeRecord(
        Long.toString(row.line()), row.code(), harmless(row.reason()), harmless(row.text()));
  }

  /** Puts what was added on the disk's way: a killed run leaves a report up to there. */
  void flush() throws IOException {
    csv.flush();
  }

  static String harmless(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(printable::appendCodePoint);
    String clean = printable.toString().strip();
    boolean isFormula = !clean.isEmpty() && FORMULA_BEGINNINGS.indexOf(clean.charAt(0)) >= 0;
    return (isFormula ? "'" : "") + clean.substring(0, Math.min(MAX_TEXT, clean.length()));
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
