package io.fairfall.ethereumsignatures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  /** Test cases of EIP-55 itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
      })
  void theChecksumIsThatOfEip55(String checksummed) {
    String digits = checksummed.substring(2);
    for (String form :
        new String[] {
          digits, digits.toLowerCase(Locale.ROOT), digits.toUpperCase(Locale.ROOT),
        }) {
      assertEquals(Optional.of(checksummed), Address.parse("0x" + form).map(Address::checksummed));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", // one case wrong
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\n",
        "vitalik.eth"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertEquals(Optional.empty(), Address.parse(text));
  }

  @Test
  void anAddressIsAlwaysHeldInLowerCase() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"));
  }
}
