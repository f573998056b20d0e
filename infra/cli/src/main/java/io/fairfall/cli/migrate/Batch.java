package io.fairfall.cli.migrate;

import java.util.ArrayList;
import java.util.List;

/** Rows that follow each other in the file, of which the openings are asked together. */
final class Batch {
  /** Rows with nothing to ask are not collected for ever. */
  private static final int MAX_ROWS = 1_000;

  private final List<Row> rows = new ArrayList<>();
  private final List<Row.Opening> openings = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
    if (row instanceof Row.Opening opening) {
      openings.add(opening);
    }
  }

  boolean isFull() {
    return openings.size() == OpeningClient.MAX_OPENINGS || rows.size() == MAX_ROWS;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<Row> rows() {
    return rows;
  }

  List<Row.Opening> openings() {
    return openings;
  }
}
