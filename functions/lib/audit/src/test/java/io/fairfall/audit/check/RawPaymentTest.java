package io.fairfall.audit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.ethereumsignatures.EtherPayment;
import io.fairfall.ethereumsignatures.LocalSigner;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a signed transaction says, read by other code than made it. */
class RawPaymentTest {
  private static final LocalSigner SIGNER = LocalSigner.parse("0x" + "1".repeat(64)).orElseThrow();
  private static final String TO = "0x" + "a0".repeat(20);

  private static EtherPayment payment(long nonce, BigInteger value) {
    return new EtherPayment(
        31_337, nonce, BigInteger.TWO, BigInteger.valueOf(42), 21_000, TO, value);
  }

  private static String raw() {
    return payment(7, BigInteger.TEN.pow(18)).signedBy(SIGNER).raw();
  }

  @Test
  void whateverIsSignedIsReadAsItWasMeant() {
    Random random = new Random(5);
    for (int bits = 0; bits <= 250; bits += 5) {
      BigInteger value = new BigInteger(bits, random);
      EtherPayment made = payment(bits * 13L, value);
      EtherPayment.Signed signed = made.signedBy(SIGNER);
      RawPayment read = RawPayment.parse(signed.raw());
      assertEquals(
          new RawPayment(
              BigInteger.valueOf(31_337),
              BigInteger.valueOf(bits * 13L),
              BigInteger.TWO,
              BigInteger.valueOf(42),
              BigInteger.valueOf(21_000),
              TO,
              value,
              signed.hash()),
          read);
    }
  }

  @Test
  void whatIsNoSuchTransactionIsRefused() {
    String raw = raw();
    String shorter = raw.substring(0, raw.length() - 2);
    for (String other :
        List.of("0x", "0x02", "0x02c0", raw.replaceFirst("0x02", "0x01"), shorter, raw + "00")) {
      assertThrows(IllegalArgumentException.class, () -> RawPayment.parse(other), other);
    }
    for (int at = 0; at < raw.length() / 2 - 1; at++) {
      String cut = raw.substring(0, 2 + 2 * at);
      assertThrows(IllegalArgumentException.class, () -> RawPayment.parse(cut), cut);
    }
  }

  @Test
  void hashesAreThoseOfTheirDefinition() {
    assertEquals(
        "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
        HexFormat.of().formatHex(Keccak.hash(new byte[0])));
    assertEquals(
        "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
        HexFormat.of().formatHex(Keccak.hash("abc".getBytes(StandardCharsets.UTF_8))));
  }
}
