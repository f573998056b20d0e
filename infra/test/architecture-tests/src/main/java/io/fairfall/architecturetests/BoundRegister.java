package io.fairfall.architecturetests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to be said of numbers that no condition compares with where they are named. A row has
 * three columns, separated by bars: the name, or several with commas; a verdict; a text.
 *
 * <pre>
 * Digest.BYTES         | no bound            | a form
 * LedgerContext.HEADS  | at LruCache.java    | newestLast.size() > maxEntries
 * Clients.TIMEOUT      | test ATest#itEnds   | the library waits
 * Hall.MAX_SEATS       | not met             | why
 * </pre>
 */
final class BoundRegister {
  private static final String COMMENT = "#";
  private static final int COLUMNS = 3;

  private final Map<String, Row> rows = new TreeMap<>();

  private BoundRegister() {}

  /** Verdicts. */
  enum Kind {
    NO_BOUND("no bound"),
    NOT_MET("not met"),
    AT("at "),
    TEST("test ");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /**
   * One of them.
   *
   * @param where the file or test of a verdict that has one, otherwise empty
   */
  record Row(Kind kind, String where, String text) {
    /** Whether it says that nothing meets it. */
    boolean isExcused() {
      return kind == Kind.NOT_MET;
    }
  }

  static BoundRegister of(String text) {
    BoundRegister register = new BoundRegister();
    for (String line : text.lines().toList()) {
      if (!line.isBlank() && !line.startsWith(COMMENT)) {
        register.add(line);
      }
    }
    return register;
  }

  private void add(String line) {
    String[] columns = line.split("\\|", COLUMNS);
    if (columns.length != COLUMNS || columns[2].isBlank()) {
      throw new IllegalArgumentException("a row has three columns: " + line);
    }
    String verdict = columns[1].strip();
    Kind kind =
        List.of(Kind.values()).stream()
            .filter(one -> (verdict + " ").startsWith(one.word))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no verdict " + verdict));
    Row row =
        new Row(
            kind,
            verdict.substring(Math.min(verdict.length(), kind.word.length())),
            columns[2].strip());
    for (String name : columns[0].split(",", -1)) {
      if (rows.put(name.strip(), row) != null) {
        throw new IllegalArgumentException(name.strip() + " has two rows");
      }
    }
  }

  Optional<Row> row(String name) {
    return Optional.ofNullable(rows.get(name));
  }

  List<String> names() {
    return new ArrayList<>(rows.keySet());
  }
}
