package io.fairfall.beacon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeaconCrashPointTest {
  /** Rounds 123 and 657413 of quicknet. */
  private static final String FIRST =
      "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482"
          + "e26cd02df835d3546d23c4b13e0dfc92";

  private static final String SECOND =
      "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
          + "41076862b98fad56e91a6b85b89cd97b";

  private static final String GAME =
      "c09e357f5149ed79d038667f02e8463cae9d257709378fb26691561b7ecb5f87";

  /** Crash points computed with Python's hmac and its integers of any size. */
  @ParameterizedTest
  @CsvSource({
    "1, c09e357f5149ed79d038667f02e8463cae9d257709378fb26691561b7ecb5f87, 418",
    "1, 0bfe881722ca6f7c2af99c51f6244ed2885bf370ca6543bc45fa9caf816fd15a, 100",
    "1, 8b59e064a60a5ab99aaa366c30bc1baef1517051a6d32cc5a890b27fa4db4938, 110",
    "2, c09e357f5149ed79d038667f02e8463cae9d257709378fb26691561b7ecb5f87, 150",
    "2, 0bfe881722ca6f7c2af99c51f6244ed2885bf370ca6543bc45fa9caf816fd15a, 177",
    "2, 8b59e064a60a5ab99aaa366c30bc1baef1517051a6d32cc5a890b27fa4db4938, 207",
  })
  void aCrashPointEqualsOneComputedByOtherMeans(int signature, String gameHash, long crash) {
    BeaconSignature signed = new BeaconSignature(signature == 1 ? FIRST : SECOND);
    assertEquals(crash, BeaconCrashPoint.of(signed, gameHash).hundredths());
  }

  @Test
  void theEndsOfTheRange() {
    byte[] digest = new byte[32];
    assertEquals(100, BeaconCrashPoint.ofDigest(digest).hundredths());
    digest[0] = (byte) 0x80;
    assertEquals(198, BeaconCrashPoint.ofDigest(digest).hundredths());
    Arrays.fill(digest, 0, 7, (byte) 0xff);
    digest[6] = (byte) 0xf0;
    assertEquals(99L << 52, BeaconCrashPoint.ofDigest(digest).hundredths());
  }

  /** The crash point is the largest whole number of hundredths that 99 · 2^52 / (2^52 - r) has. */
  @Test
  void itIsTheLargestThatTheRuleAllows() {
    SplittableRandom random = new SplittableRandom(18);
    BigInteger whole = BigInteger.ONE.shiftLeft(52);
    for (int i = 0; i < 20_000; i++) {
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      BigInteger r = new BigInteger(HexFormat.of().formatHex(digest).substring(0, 13), 16);
      BigInteger left = whole.subtract(r);
      BigInteger most = whole.multiply(BigInteger.valueOf(99));
      long crash = BeaconCrashPoint.ofDigest(digest).hundredths();
      boolean fits = BigInteger.valueOf(crash).multiply(left).compareTo(most) <= 0;
      assertTrue(fits || crash == 100);
      assertTrue(BigInteger.valueOf(crash + 1).multiply(left).compareTo(most) > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ab", "C09E357F5149ED79D038667F02E8463CAE9D257709378FB26691561B7ECB5F87"})
  void whatIsNoGameHashIsRefused(String text) {
    BeaconSignature signed = new BeaconSignature(FIRST);
    assertThrows(IllegalArgumentException.class, () -> BeaconCrashPoint.of(signed, text));
    assertThrows(IllegalArgumentException.class, () -> BeaconCrashPoint.of(signed, GAME + "0"));
  }

  @Test
  void whatIsNoSignatureIsRefused() {
    for (String text :
        new String[] {
          "", FIRST.substring(1), FIRST + "00", FIRST.replace('b', 'B'), "0x" + FIRST
        }) {
      assertThrows(IllegalArgumentException.class, () -> new BeaconSignature(text));
    }
  }
}
