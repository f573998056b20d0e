package io.fairfall.ethereumsignatures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

class WalletSignatureTest {
  private static final String TEXT = "a text in plain words, and ünicode 🎈";
  private static final ECKeyPair KEYS = ECKeyPair.create(BigInteger.valueOf(4361));
  private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();
  private static final long FUZZ_SEED = 4361;
  private static final int FUZZ_RUNS = 500;

  @Test
  void theSignerFollowsFromSignatureAndText() {
    Random random = new Random(FUZZ_SEED);
    for (int run = 0; run < FUZZ_RUNS; run++) {
      ECKeyPair keys = ECKeyPair.create(new BigInteger(250, random).add(BigInteger.ONE));
      Address address = Address.of(keys.getPublicKey());
      WalletSignature made = WalletSignature.parse(signed(keys)).orElseThrow();
      assertEquals(Optional.of(address), made.signer(TEXT));
      assertNotEquals(Optional.of(address), made.signer(TEXT + "."));
    }
  }

  @Test
  void bothWaysToWriteTheParityMeanTheSame() {
    String made = signed(KEYS);
    int v = HexFormat.fromHexDigits(made, 130, 132);
    assertTrue(v == 27 || v == 28);
    String bare = made.substring(0, 130) + "0" + (v - 27);
    assertEquals(WalletSignature.parse(made), WalletSignature.parse(bare));
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "03", "1a", "1d", "1e", "25", "ff"})
  void anyOtherParityIsRefused(String v) {
    String made = signed(KEYS);
    assertEquals(Optional.empty(), WalletSignature.parse(made.substring(0, 130) + v));
  }

  @Test
  void theSecondSignatureThatAnyoneCanMakeOfOneIsRefused() {
    WalletSignature made = WalletSignature.parse(signed(KEYS)).orElseThrow();
    assertEquals(
        Optional.empty(),
        WalletSignature.parse(hex(made.r(), ORDER.subtract(made.s()), 28 - made.parity())));
  }

  @Test
  void numbersOutsideTheCurvesOrderAreRefused() {
    BigInteger one = BigInteger.ONE;
    assertTrue(WalletSignature.parse(hex(one, one, 27)).isPresent());
    assertEquals(Optional.empty(), WalletSignature.parse(hex(BigInteger.ZERO, one, 27)));
    assertEquals(Optional.empty(), WalletSignature.parse(hex(one, BigInteger.ZERO, 27)));
    assertEquals(Optional.empty(), WalletSignature.parse(hex(ORDER, one, 27)));
    assertEquals(Optional.empty(), WalletSignature.parse(hex(one, ORDER, 27)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x", "0x00", "zz"})
  void whatIsNoSignatureIsRefused(String text) {
    assertEquals(Optional.empty(), WalletSignature.parse(text));
  }

  @Test
  void aSignatureOfOtherLengthOrWithoutPrefixIsRefused() {
    String made = signed(KEYS);
    assertEquals(Optional.empty(), WalletSignature.parse(made.substring(2)));
    assertEquals(Optional.empty(), WalletSignature.parse(made + "00"));
    assertEquals(Optional.empty(), WalletSignature.parse(made.substring(0, 130)));
    assertEquals(Optional.empty(), WalletSignature.parse(made + "\n"));
  }

  @Test
  void randomNumbersAreSignaturesOfNobodyInParticularAndNeverAFailure() {
    Random random = new Random(FUZZ_SEED);
    int pointsOffTheCurve = 0;
    for (int run = 0; run < FUZZ_RUNS; run++) {
      WalletSignature any =
          new WalletSignature(
              new BigInteger(255, random).add(BigInteger.ONE),
              new BigInteger(254, random).add(BigInteger.ONE),
              random.nextInt(2));
      pointsOffTheCurve += any.signer(TEXT).isEmpty() ? 1 : 0;
    }
    assertTrue(pointsOffTheCurve > FUZZ_RUNS / 3, "about half of all r are on no point");
  }

  /**
   * With s = hash / k and r of the point k·G, the recovered key is the point at infinity. Taken for
   * a key of zeros it would sign anyone in as that key's address.
   */
  @Test
  void aSignatureThatYieldsThePointAtInfinityIsNobodys() {
    BigInteger hash =
        new BigInteger(1, Sign.getEthereumMessageHash(TEXT.getBytes(StandardCharsets.UTF_8)));
    int tried = 0;
    for (int k = 1; tried < 3; k++) {
      BigInteger factor = BigInteger.valueOf(k);
      ECPoint point = Sign.publicPointFromPrivate(factor).normalize();
      BigInteger s = hash.multiply(factor.modInverse(ORDER)).mod(ORDER);
      if (s.compareTo(ORDER.shiftRight(1)) <= 0) {
        int parity = point.getAffineYCoord().testBitZero() ? 1 : 0;
        WalletSignature crafted =
            new WalletSignature(point.getAffineXCoord().toBigInteger(), s, parity);
        assertEquals(Optional.empty(), crafted.signer(TEXT));
        tried++;
      }
    }
  }

  /** {@code personal_sign}: 0x, r, s and v (27 or 28). */
  private static String signed(ECKeyPair keys) {
    Sign.SignatureData made = Sign.signPrefixedMessage(TEXT.getBytes(StandardCharsets.UTF_8), keys);
    return hex(new BigInteger(1, made.getR()), new BigInteger(1, made.getS()), made.getV()[0]);
  }

  private static String hex(BigInteger r, BigInteger s, int v) {
    return "0x%064x%064x%02x".formatted(r, s, v);
  }
}
