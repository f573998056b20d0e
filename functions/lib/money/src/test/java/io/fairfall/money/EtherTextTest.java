package io.fairfall.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtherTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 ETH",
    "1, 0.000000000000000001 ETH",
    "-1, -0.000000000000000001 ETH",
    "10000000000000000, 0.01 ETH",
    "1000000000000000000, 1 ETH",
    "100000000000000000000, 100 ETH",
    "-2500000000000000000, -2.5 ETH",
    "123456789012345678901234567890, 123456789012.34567890123456789 ETH"
  })
  void anAmountIsWrittenWholeAndAsPeopleWriteIt(String wei, String text) {
    assertEquals(text, EtherText.of(new BigInteger(wei)));
  }
}
