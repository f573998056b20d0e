package io.fairfall.betlog.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlog.TestSlips;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases in files are those of the browser library too: both read prices by the same rules. */
class OddsTest {
  @ParameterizedTest
  @CsvFileSource(files = "../../web/test/odds.csv", useHeadersInDisplayName = true)
  void aPriceIsTheSameExactNumberHoweverItIsWritten(
      String text, String fractional, String decimal, String american) {
    Odds odds = Odds.parse(text);
    assertEquals(fractional, odds.fractional());
    assertEquals(decimal, odds.decimal());
    assertEquals(american, odds.american());
  }

  @ParameterizedTest
  @CsvSource({
    "-110, 110.00, 210.00",
    "-110, 1.00, 1.91",
    "+150, 33.33, 83.33",
    "-105, 0.01, 0.02",
    "1.9091, 100.00, 190.91",
    "100/30, 3.00, 13.00",
    "2/7, 0.35, 0.45",
  })
  void aWinPaysExactToTheCent(String odds, String stake, String payout) {
    assertEquals(
        payout, Grading.of(TestSlips.straight(odds, stake), List.of(LegStatus.WON)).payout());
  }

  @ParameterizedTest
  @CsvFileSource(files = "../../web/test/no-odds.csv", numLinesToSkip = 1)
  void whatIsNoPriceIsRefusedWithASentence(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Odds.parse(text));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("Odds are"));
  }
}
