package io.fairfall.betlog.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file as rows of named cells. It may begin with the mark of its encoding or with Excel's line
 * {@code sep=;}, separate cells by comma, semicolon or tab, name its columns in any order and in
 * capitals, and have rows of nothing but separators. A column that is not known and has anything in
 * it refuses the file: what it says would be lost.
 *
 * @param separator what its cells are separated by
 */
record CsvTable(char separator, List<Row> rows) {
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
  private static final Pattern NAMED_SEPARATOR =
      Pattern.compile("\"?sep=([,;\\t])\"?[,;\\t]*\\R", Pattern.CASE_INSENSITIVE);
  private static final String LOST = "\ufffd";

  /**
   * A row.
   *
   * @param line its first line in the file, from 1; the header is 1, or 2 after {@code sep=;}
   * @param cells what stands under the columns that there are, stripped
   * @param complaint a cell that stands under no column, or empty
   */
  record Row(long line, Map<Column, String> cells, String complaint) {
    String cell(Column column) {
      return cells.getOrDefault(column, "");
    }
  }

  /** Semicolons and tabs are what programs write whose decimals have a comma. */
  boolean hasDecimalCommas() {
    return separator != ',';
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with a sentence, if it is no such file at all
   */
  static CsvTable parse(String file) {
    String text = file.startsWith("\ufeff") ? file.substring(1) : file;
    requireWhole(text);
    Matcher named = NAMED_SEPARATOR.matcher(text);
    if (named.lookingAt()) {
      return table(named.group(1).charAt(0), text.substring(named.end()), 1);
    }
    char separator =
        SEPARATORS.stream()
            .max(Comparator.comparingLong(candidate -> columnsKnown(candidate, text)))
            .orElseThrow();
    return table(separator, text, 0);
  }

  /** What a program could not read it wrote as a sign of its own, and the name is gone. */
  private static void requireWhole(String text) {
    int at = text.indexOf(LOST);
    if (at >= 0) {
      throw new IllegalArgumentException(
          "csv lost a character on line %d before it came here: save the file as UTF-8 and choose it again."
              .formatted(text.substring(0, at).lines().count()));
    }
  }

  private static long columnsKnown(char separator, String text) {
    try (CsvReader<CsvRecord> reader = reader(separator, text)) {
      return reader.stream()
          .findFirst()
          .map(
              header ->
                  header.getFields().stream().filter(one -> Column.named(one).isPresent()).count())
          .orElse(0L);
    } catch (CsvParseException | IOException malformed) {
      return -1;
    }
  }

  private static CsvReader<CsvRecord> reader(char separator, String text) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .allowMissingFields(true)
        .allowExtraFields(true)
        .trimWhitespacesAroundQuotes(true)
        .ofCsvRecord(text);
  }

  private static List<CsvRecord> records(char separator, String text) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = reader(separator, text)) {
      reader.forEach(records::add);
    } catch (CsvParseException | IOException malformed) {
      long line = records.isEmpty() ? 1 : records.getLast().getStartingLineNumber() + 1;
      throw new IllegalArgumentException(
          "csv has something behind a closing quote, on line %d or right after it: put a whole cell in quotes, and double the quotes in it."
              .formatted(line),
          malformed);
    }
    requireClosed(text, records);
    return records;
  }

  /** A quote that is not closed makes one cell of all the rows that follow it. */
  private static void requireClosed(String text, List<CsvRecord> records) {
    boolean isOpen = text.chars().filter(one -> one == '"').count() % 2 == 1;
    if (isOpen && records.getLast().getFields().stream().anyMatch(CsvTable::hasLines)) {
      throw new IllegalArgumentException(
          "csv has a quote that is not closed, in the row that begins on line %d."
              .formatted(records.getLast().getStartingLineNumber()));
    }
  }

  private static boolean hasLines(String cell) {
    return cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0;
  }

  private static CsvTable table(char separator, String text, int linesBefore) {
    List<CsvRecord> records = records(separator, text);
    List<String> header = records.isEmpty() ? List.of() : records.getFirst().getFields();
    List<Optional<Column>> columns = header.stream().map(Column::named).toList();
    List<CsvRecord> filled =
        records.stream()
            .skip(1)
            .filter(one -> one.getFields().stream().anyMatch(cell -> !cell.isBlank()))
            .toList();
    requireColumns(columns, filled.isEmpty());
    requireOnce(columns);
    requireKnown(header, columns, filled);
    return new CsvTable(
        separator, filled.stream().map(record -> row(record, columns, linesBefore)).toList());
  }

  private static void requireColumns(List<Optional<Column>> columns, boolean isEmpty) {
    List<Column> missing =
        Column.NEEDED.stream().filter(one -> !columns.contains(Optional.of(one))).toList();
    if (!missing.isEmpty() || isEmpty) {
      throw new IllegalArgumentException(
          "csv needs a header with "
              + Column.words(Column.NEEDED)
              + ", and a row"
              + (missing.isEmpty() ? "." : "; it lacks " + Column.words(missing) + "."));
    }
  }

  private static void requireOnce(List<Optional<Column>> columns) {
    for (Column column : Column.values()) {
      if (columns.stream().filter(Optional.of(column)::equals).count() > 1) {
        throw new IllegalArgumentException("csv has two columns " + column.word() + ".");
      }
    }
  }

  private static void requireKnown(
      List<String> header, List<Optional<Column>> columns, List<CsvRecord> records) {
    for (int i = 0; i < header.size(); i++) {
      int at = i;
      boolean isUsed =
          records.stream().anyMatch(one -> at < one.getFieldCount() && !one.getField(at).isBlank());
      if (columns.get(i).isEmpty() && isUsed) {
        throw new IllegalArgumentException(
            "csv has a column “%s” that is not read. Take it out, or give it one of these names: %s."
                .formatted(header.get(i).strip(), Column.words(Arrays.asList(Column.values()))));
      }
    }
  }

  private static Row row(CsvRecord record, List<Optional<Column>> columns, int linesBefore) {
    Map<Column, String> cells = new EnumMap<>(Column.class);
    List<String> complaints = new ArrayList<>();
    for (int i = 0; i < record.getFieldCount(); i++) {
      String cell = CsvFormulas.restored(record.getField(i).strip());
      if (i < columns.size()) {
        columns.get(i).ifPresent(column -> cells.put(column, cell));
      } else if (!cell.isEmpty()) {
        complaints.add(
            "The header has %d columns, and this row a cell too many: number %d."
                .formatted(columns.size(), i + 1));
      }
    }
    return new Row(
        record.getStartingLineNumber() + linesBefore,
        cells,
        complaints.isEmpty() ? "" : complaints.getFirst());
  }
}
