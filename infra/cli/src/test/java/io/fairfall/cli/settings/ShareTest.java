package io.fairfall.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
  @ParameterizedTest
  @CsvSource({"100bp, 100", "1%, 100", "0.5%, 50", "0.01%, 1", "100%, 10000", "7bp, 7"})
  void aShareIsReadExactly(String text, int basisPoints) {
    assertEquals(basisPoints, Share.basisPoints(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0.001%", "-1%", "1e2bp", "1 %", "100 bp"})
  void aShareWithoutItsUnitOrWithMoreThanABasisPointIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Share.basisPoints(text));
  }

  @Test
  void aPercentageIsWholeWithOrWithoutItsSign() {
    assertEquals(10, Share.percent("10"));
    assertEquals(10, Share.percent("10%"));
    assertThrows(IllegalArgumentException.class, () -> Share.percent("1.5"));
  }
}
