package io.fairfall.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.avaje.jsonb.Jsonb;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeiTest {
  @Test
  void aPayoutIsRoundedDownToWholeWei() {
    assertEquals(Wei.of(188), Wei.of(100).times(new Multiplier(188)));
    assertEquals(Wei.of(1), Wei.of(1).times(new Multiplier(199)));
    assertEquals(Wei.of(9_999), Wei.of(3_333).times(new Multiplier(300)));
  }

  @Test
  void anAmountIsNeverNegative() {
    assertThrows(IllegalArgumentException.class, () -> Wei.of(1).minus(Wei.of(2)));
  }

  @Test
  void theLargestAmountHas78Digits() {
    Wei largest = Wei.parse("9".repeat(78));
    assertEquals("9".repeat(78), largest.toString());
    assertThrows(IllegalArgumentException.class, () -> largest.plus(Wei.of(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "01", "1.0", "1e18", " 1", "1 ", "0x1", "١"})
  void onlyPlainDecimalDigitsAreAnAmount(String text) {
    assertThrows(IllegalArgumentException.class, () -> Wei.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000000000000000000",
    "0.25, 250000000000000000",
    "0.000000000000000001, 1",
    "123456789.000000000000000009, 123456789000000000000000009"
  })
  void etherIsReadAndWrittenToTheLastDecimal(String ether, String wei) {
    assertEquals(Wei.parse(wei), Wei.parseEther(ether));
    assertEquals(ether, Wei.parse(wei).toEther());
  }

  @Test
  void zerosThatSayNothingAreNotWritten() {
    assertEquals("1.5", Wei.parseEther("1.500").toEther());
    assertEquals("100", Wei.parseEther("100.0").toEther());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "01", "1.", ".5", "1,5", "1e3", "0.0000000000000000001"})
  void whatIsNoPlainAmountOfEtherIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Wei.parseEther(text));
  }

  @Test
  void amountsAreStringsInJsonAndMultipliersHundredths() {
    Jsonb jsonb = Jsonb.instance();
    assertEquals("\"7\"", jsonb.toJson(Wei.of(7)));
    assertEquals("189", jsonb.toJson(new Multiplier(189)));
    assertEquals(List.of(Wei.of(7)), jsonb.type(Wei.class).list().fromJson("[\"7\"]"));
    assertEquals(
        List.of(new Multiplier(189)), jsonb.type(Multiplier.class).list().fromJson("[189]"));
    assertEquals("1.89", new Multiplier(189).toString());
  }
}
