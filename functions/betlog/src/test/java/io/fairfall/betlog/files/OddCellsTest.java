package io.fairfall.betlog.files;

import static io.fairfall.betlog.files.WeekFileReaderTest.HEADER;
import static io.fairfall.betlog.files.WeekFileReaderTest.ROW;
import static io.fairfall.betlog.files.WeekFileReaderTest.leg;
import static io.fairfall.betlog.files.WeekFileReaderTest.only;
import static io.fairfall.betlog.files.WeekFileReaderTest.read;
import static io.fairfall.betlog.files.WeekFileReaderTest.refused;
import static io.fairfall.betlog.files.WeekFileReaderTest.refusedAsAWhole;
import static io.fairfall.betlog.files.WeekFileReaderTest.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlog.bets.Leg;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells that look like numbers, columns of numbers, and quotes that went wrong. */
class OddCellsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "-3\u00bd, -3.5",
        "+\u00bd, +0.5",
        "47\u00be, 47.75",
        "2\u00bc, 2.25",
        "\uff0d3.5, -3.5",
      })
  void aFractionBehindALineIsItsDecimals(String cell, String line) {
    assertEquals(line, leg(row("line", cell)).line());
  }

  /** A raised or a circled digit is a note beside a number, and none of its own. */
  @Test
  void digitsOfNotesBecomeNoNumbers() {
    assertTrue(refused(row("stake", "5\u00b2")).contains("stake is an amount"));
    assertTrue(refused(row("stake", "\u2460")).contains("stake is an amount"));
    assertTrue(refused(row("odds", "-110\u00b2")).contains("Odds are"));
    assertTrue(refused(row("odds", "1\u00bd")).contains("may be a fraction or a decimal"));
    assertEquals("2.50 units", only(row("stake", "2\u00bd")).slip().stake());
    assertEquals("25.00 USD", only(row("stake", "25\u00a0USD")).slip().stake());
  }

  @Test
  void aColumnOfNumbersHasMadeDecimalsOfAmericanOdds() {
    assertEquals(List.of("+150", "-110"), odds("150.0", "-110.0"));
    assertEquals(List.of("+150", "+200"), odds("+150", "200.0"));
    assertEquals(List.of("+200", "-110"), odds("200.00", "-110.00"));
    assertEquals(List.of("150.00", "2.50"), odds("150.00", "2.50"));
    assertTrue(refused(row("odds", "150.0")).contains("+150 or 150.00"));
    assertTrue(refused(two("150.0", "2.5")).contains("+150 or 150.00"));
    assertTrue(refused(two("150", "151.00")).contains("+150 or 150.00"));
  }

  private static String two(String one, String other) {
    return row("odds", one) + ROW.replace("-110", other) + "\n";
  }

  private static List<String> odds(String one, String other) {
    return read("UTC", two(one, other)).stream()
        .map(
            each ->
                each instanceof WeekFileReader.Found(FileBet bet)
                    ? bet.slip().legs().getFirst().odds()
                    : each.toString())
        .toList();
  }

  @Test
  void theLineThatNamesTheSeparatorIsReadInQuotesAndPadded() {
    String file = (HEADER + "\n" + ROW + "\n").replace(',', ';');
    for (String first : List.of("\"sep=;\"", "sep=;;;;;;;;;", "sep=;")) {
      assertEquals("1.50 units", only(first + "\r\n" + file).slip().stake(), first);
    }
  }

  @Test
  void quotesThatWentWrongAreNamedWithTheirLine() {
    String behind = HEADER + "\n" + ROW + "\n" + ROW.replace("Jets", "\"Jets\" xx") + "\n";
    assertTrue(refusedAsAWhole(behind).contains("behind a closing quote, on line 3"));
    String open = HEADER + "\n" + ROW + "\n" + ROW.replace("Jets", "\"Jets") + "\n" + ROW + "\n";
    assertTrue(refusedAsAWhole(open).contains("not closed, in the row that begins on line 3"));
    Leg blank = leg(HEADER + "\n" + ROW.replace("Jets", " \"Jets, NY\" ") + "\n");
    assertEquals("Jets, NY", blank.awayTeam());
    assertEquals(
        "5'10\" Jets", leg(HEADER + "\n" + ROW.replace("Jets", "5'10\" Jets") + "\n").awayTeam());
  }

  @Test
  void aFileOfOneQuoteIsNoFile() {
    for (String file : List.of("\"", "\n\"", "\"\n", "\ufeff\"", "sep=;\n\"", "sep=;\n\"\n\n")) {
      assertTrue(refusedAsAWhole(file).startsWith("csv "), file);
    }
  }

  @Test
  void anOffsetMayBeHours() {
    long hours = leg(row("kickoff", "2026-11-22T18:00+01")).kickoffMs();
    assertEquals(leg(row("kickoff", "2026-11-22T17:00Z")).kickoffMs(), hours);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "spread, , false",
        "SpReaD, , false",
        "\uff53\uff50\uff52\uff45\uff41\uff44, , false",
        "point spread, , false",
        "spread\u00a0(1H), , false",
        "Point_Spread, , false",
        "over/under, , false",
        "team total, , false",
        "Asian handicap, , false",
        "spread, abc, false",
        "spread, \u200b, false",
        "spread, -3.5, true",
        "spread, \u22123.5, true",
        "spread, PK, true",
        "Asian handicap, `0, -0.5`, true",
        "total, 47, true",
        "moneyline, , true",
        "spreadsheet of the day, , true",
      })
  void whatIsDecidedByALineNeedsOne(String market, String line, boolean isComplete) {
    Leg leg =
        new Leg("NFL", "Jets", "Bills", market, "Bills", line, "-110", 1_795_000_000_000L, null);
    assertEquals(isComplete, leg.isComplete());
    assertEquals(
        leg.isComplete() && leg.line() == null,
        new Leg("NFL", "Jets", "Bills", market, "\u200b", line, "-110", 1_795_000_000_000L, null)
            .isComplete());
  }
}
