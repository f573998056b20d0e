package io.fairfall.cli.migrate;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two forms of a file. In both a row is a line.
 *
 * <p>CSV allows line breaks inside quotes, and we do not: neither an address nor an amount has one,
 * and a quote that somebody forgot to close must cost its own row, not all that follow.
 */
enum Form {
  /** RFC 4180, two columns. */
  CSV(Reject.CSV_FORM) {
    @Override
    Optional<Fields> read(String line) {
      if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
        return Optional.empty();
      }
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(line)) {
        List<CsvRecord> records = reader.stream().limit(2).toList();
        return records.size() == 1 && records.getFirst().getFieldCount() == 2
            ? Optional.of(
                Fields.text(records.getFirst().getField(0), records.getFirst().getField(1)))
            : Optional.empty();
      } catch (CsvParseException malformed) {
        return Optional.empty();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  },

  /**
   * One object for each line. Addresses and amounts need no escapes, so that the whole grammar is
   * one pattern, and nothing of a number is lost before it is refused.
   */
  JSON_LINES(Reject.JSON_FORM) {
    @Override
    Optional<Fields> read(String line) {
      Matcher row = OBJECT.matcher(line);
      if (!row.matches() || row.group("first").equals(row.group("second"))) {
        return Optional.empty();
      }
      boolean isAddressFirst = row.group("first").equals("address");
      String one = row.group("one");
      String two = row.group("two");
      return Optional.of(Fields.json(isAddressFirst ? one : two, isAddressFirst ? two : one));
    }
  };

  private static final String VALUE = "\"[^\"\\\\\\p{Cntrl}]*\"|-?[0-9][0-9.eE+-]*|null";
  private static final Pattern OBJECT =
      Pattern.compile(
          "\\s*\\{\\s*\"(?<first>address|balance)\"\\s*:\\s*(?<one>"
              + VALUE
              + ")\\s*,\\s*\"(?<second>address|balance)\"\\s*:\\s*(?<two>"
              + VALUE
              + ")\\s*}\\s*");

  private final Reject otherwise;

  Form(Reject otherwise) {
    this.otherwise = otherwise;
  }

  /**
   * What a row says.
   *
   * @param isBalanceText false for a JSON number, which may have been rounded before it was written
   */
  record Fields(String address, String balance, boolean isBalanceText) {
    static Fields text(String address, String balance) {
      return new Fields(address.strip(), balance.strip(), true);
    }

    static Fields json(String address, String balance) {
      boolean isText = balance.startsWith("\"") || balance.equals("null");
      return new Fields(unquoted(address), unquoted(balance), isText);
    }

    boolean isHeader() {
      return address.equalsIgnoreCase("address") && balance.equalsIgnoreCase("balance");
    }

    private static String unquoted(String value) {
      return value.equals("null")
          ? ""
          : value.startsWith("\"") ? value.substring(1, value.length() - 1).strip() : value;
    }
  }

  /** The form of a file, by its first row. */
  static Form of(String firstRow) {
    return firstRow.strip().startsWith("{") ? JSON_LINES : CSV;
  }

  /** Reads a row; nothing if it has another form. */
  abstract Optional<Fields> read(String line);

  /** Why such a row is rejected. */
  Reject otherwise() {
    return otherwise;
  }
}
