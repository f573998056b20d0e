package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddsTest {
  @ParameterizedTest
  @CsvSource({
    "+150, 3/2, 2.50, +150",
    "-110, 10/11, 1.9091, -110",
    "-200, 1/2, 1.50, -200",
    "+100, 1/1, 2.00, +100",
    "-105, 20/21, 1.9524, -105",
    "2.50, 3/2, 2.50, +150",
    "1.9091, 9091/10000, 1.9091, -110",
    "1.01, 1/100, 1.01, -10000",
    "3/2, 3/2, 2.50, +150",
    "10/11, 10/11, 1.9091, -110",
    "evens, 1/1, 2.00, +100",
    "100/30, 10/3, 4.3333, +333",
    "+100000, 1000/1, 1001.00, +100000",
  })
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
        payout, Grading.of(Tickets.straight(odds, stake), List.of(LegStatus.WON)).payout());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "150",
        "+99",
        "-50",
        "1.0",
        "1.00",
        "0.5",
        "3/0",
        "0/3",
        "+1e5",
        "2,5",
        "abc",
        "+1000000",
        "1002.00",
        "=1+1",
        "١٥٠",
        "1/1001"
      })
  void whatIsNoPriceIsRefusedWithASentence(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Odds.parse(text));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("Odds are"));
  }
}
