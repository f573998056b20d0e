package io.fairfall.betlog;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.Slip;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bets as a spreadsheet sees them: a row for each leg, the rows of a bet one after the other under
 * the same {@code bet}. The same columns go out and come in.
 *
 * <p>A cell that a spreadsheet would take for a formula gets an apostrophe in front, and loses it
 * on the way back: who opens the file runs nothing that somebody else wrote. Odds and lines like
 * {@code +150} and {@code -3.5} are numbers and stay as they are.
 */
final class CsvCodec {
  /** Bets of one file. */
  static final int MAX_BETS = 100;

  private static final List<String> COLUMNS =
      List.of(
          "bet",
          "user_name",
          "kind",
          "stake",
          "league",
          "away_team",
          "home_team",
          "market",
          "selection",
          "line",
          "odds",
          "kickoff",
          "status",
          "closing_odds",
          "result",
          "payout",
          "points",
          "teaser_odds",
          "notes");

  private static final Set<String> NEEDED =
      Set.of("league", "away_team", "home_team", "market", "odds", "kickoff", "stake");

  private static final String FORMULA_STARTS = "=+-@\t\r";
  private static final String NUMBER = "[+-][0-9]+(\\.[0-9]+)?";

  private CsvCodec() {}

  /**
   * A row that could not be read, or a bet that could.
   *
   * @param row its first line in the file, from 1; the header is 1
   */
  record Read(long row, @Nullable Slip slip, @Nullable String error) {}

  static String write(List<LoggedBet> bets) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(COLUMNS);
      for (LoggedBet bet : bets) {
        for (int leg = 0; leg < bet.slip().legs().size(); leg++) {
          csv.writeRecord(row(bet, leg).stream().map(CsvCodec::harmless).toList());
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static List<String> row(LoggedBet bet, int index) {
    Slip slip = bet.slip();
    Leg leg = slip.legs().get(index);
    return List.of(
        bet.betId(),
        bet.userName(),
        slip.kind(),
        slip.stake(),
        leg.league(),
        leg.awayTeam(),
        leg.homeTeam(),
        leg.market(),
        orEmpty(leg.selection()),
        orEmpty(leg.line()),
        leg.odds(),
        Instant.ofEpochMilli(leg.kickoffMs()).toString(),
        bet.betStatus().get(index),
        orEmpty(leg.closingOdds()),
        bet.payoutData().result(),
        orEmpty(bet.payoutData().payout()),
        orEmpty(slip.points()),
        slip.teaserOdds() == null ? "" : String.join(" ", slip.teaserOdds()),
        orEmpty(slip.notes()));
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with a sentence, if it is no such file at all
   */
  static List<Read> read(String text) {
    List<NamedCsvRecord> rows;
    // a row that is too short or too long is an error of that row, and not of the file
    CsvReader.CsvReaderBuilder csv =
        CsvReader.builder().allowMissingFields(true).allowExtraFields(true);
    try (CsvReader<NamedCsvRecord> reader = csv.ofNamedCsvRecord(unmarked(text))) {
      rows = reader.stream().toList();
    } catch (CsvParseException | IOException malformed) {
      throw new IllegalArgumentException("csv is not a CSV file with a header.", malformed);
    }
    if (rows.isEmpty() || !rows.getFirst().getHeader().containsAll(NEEDED)) {
      throw new IllegalArgumentException(
          "csv needs a header with "
              + String.join(", ", NEEDED.stream().sorted().toList())
              + ", and a row.");
    }
    List<List<NamedCsvRecord>> groups = grouped(rows);
    if (groups.size() > MAX_BETS) {
      throw new IllegalArgumentException("csv has " + MAX_BETS + " bets at most.");
    }
    return groups.stream().map(CsvCodec::read).toList();
  }

  /** Spreadsheets like to begin a file with the mark of its encoding. */
  private static String unmarked(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static List<List<NamedCsvRecord>> grouped(List<NamedCsvRecord> rows) {
    List<List<NamedCsvRecord>> groups = new ArrayList<>();
    String last = "";
    for (NamedCsvRecord row : rows) {
      String bet = cell(row, "bet");
      if (groups.isEmpty() || bet.isEmpty() || !bet.equals(last)) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(row);
      last = bet;
    }
    return groups;
  }

  private static Read read(List<NamedCsvRecord> rows) {
    NamedCsvRecord first = rows.getFirst();
    long line = first.getStartingLineNumber();
    try {
      rows.forEach(CsvCodec::requireNoMoreCells);
      String kind = cell(first, "kind");
      String points = cell(first, "points");
      String prices = cell(first, "teaser_odds");
      Slip slip =
          new Slip(
              kind.isEmpty() ? (rows.size() == 1 ? Slip.STRAIGHT : Slip.PARLAY) : kind,
              cell(first, "stake"),
              rows.stream().map(CsvCodec::leg).toList(),
              points.isEmpty() ? null : points,
              prices.isEmpty() ? null : List.of(prices.split(" +")),
              cell(first, "notes"));
      return new Read(line, slip, null);
    } catch (IllegalArgumentException refused) {
      return new Read(line, null, refused.getMessage());
    }
  }

  /**
   * A stake of {@code 1,50} is two cells. What stands behind the last column would be lost, and all
   * that stands before it in the wrong place; cells that are empty say nothing.
   */
  private static void requireNoMoreCells(NamedCsvRecord row) {
    int columns = row.getHeader().size();
    for (int i = columns; i < row.getFieldCount(); i++) {
      if (!row.getField(i).isBlank()) {
        throw new IllegalArgumentException(
            "The header has %d columns, and this row a cell too many: number %d."
                .formatted(columns, i + 1));
      }
    }
  }

  private static Leg leg(NamedCsvRecord row) {
    return new Leg(
        cell(row, "league"),
        cell(row, "away_team"),
        cell(row, "home_team"),
        cell(row, "market"),
        cell(row, "selection"),
        cell(row, "line"),
        cell(row, "odds"),
        kickoff(cell(row, "kickoff")),
        null);
  }

  private static @Nullable Long kickoff(String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException noInstant) {
      throw new IllegalArgumentException(
          "kickoff is an instant like 2026-11-22T18:00:00Z.", noInstant);
    }
  }

  private static String cell(NamedCsvRecord row, String column) {
    String text = row.findField(column).orElse("").strip();
    return text.startsWith("'") && text.length() > 1 && isFormula(text.substring(1))
        ? text.substring(1)
        : text;
  }

  static String harmless(String cell) {
    return isFormula(cell) ? "'" + cell : cell;
  }

  private static boolean isFormula(String cell) {
    return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 && !cell.matches(NUMBER);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
