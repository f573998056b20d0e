package io.fairfall.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.money.Multiplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashPointTest {
  /** Expected values computed with an independent script in Python's arbitrary integers. */
  @ParameterizedTest
  @CsvSource({
    "6da67f055caa0b405c7369011eb78c5442a3caa7e12c5ac12711110b41cfb4f1,"
        + "2bc990059473448e6ebd442aa16bfaa0567ac03dd094876bdb1fd834abe42c1e,225",
    "a31a83312b310a6f0aa34b824016d3635dda85025b4e6a46f6c2461d03e66515,"
        + "dc90cf07de907ccc64636ceddb38e552a1a0d984743b1f36a447b73877012c39,906",
    "a060da611267052709546bbdf1c56d3990e5c20f39c2e44ac82f29618546cf1b,"
        + "dbc4579ae2b3ab293213f42bb852706ea995c3b5c3987f8aa9faae5004acb3cf,357",
    "fd02fc7ff6981157e23aa17731d29a20b518788f4c9a745d75bf3cdb30635108,"
        + "ba76992a6079074311285334177ddda598e8d8f9bae4df70875886d5229c26ac,198",
    "459edb7486b2c00a028b86816b048b76343f8d9975c52f6c79f6760f2f8f7dae,"
        + "51e0ed5c000f3205a88bca9498b39922f08def28b2da77f063cf88b9708607a0,104",
    "01b4199f01409af339479f2f656d492176260d1e62aab44274bf34d87cf08052,"
        + "cc4efc6ae0d270fd4816cceea255e959f3fe63adfa7577b1c95b1cd155fb9aed,171",
    "0016cf5ed68e5a5349722594ae8f592653c761881562607a2337678a70d22260,"
        + "0000000000000000000000000000000000000000000000000000000000000000,100",
    "a9f95d4dd378d78070790e2acdf31f71e19816cd3daa39f3e2f4370192509e69,"
        + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,1588144"
  })
  void theFormulaGivesTheCrashPoint(String gameHash, String salt, long hundredths) {
    assertEquals(new Multiplier(hundredths), CrashPoint.of(gameHash, salt));
  }

  @Test
  void nineteenOfAHundredGamesReachFiveTwentyOne() {
    int games = 20_000;
    int reached = 0;
    String hash = Hashes.sha256("a fixed seed");
    String salt = Hashes.sha256("a fixed salt");
    for (int i = 0; i < games; i++) {
      hash = Hashes.sha256(hash);
      if (CrashPoint.of(hash, salt).hundredths() >= 521) {
        reached++;
      }
    }
    double expected = games * 99.0 / 521;
    double deviation = Math.sqrt(expected * (1 - 99.0 / 521));
    assertTrue(Math.abs(reached - expected) < 4 * deviation, "reached " + reached);
  }

  @Test
  void hashesAreLowerCaseHexText() {
    String good = "0".repeat(64);
    assertThrows(IllegalArgumentException.class, () -> CrashPoint.of("A".repeat(64), good));
    assertThrows(IllegalArgumentException.class, () -> CrashPoint.of(good, "0x" + good));
    assertThrows(IllegalArgumentException.class, () -> CrashPoint.of(good.substring(1), good));
  }
}
