package io.fairfall.beacon;

import static io.fairfall.beacon.BeaconNetwork.QUICKNET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeaconNetworkTest {
  private static final String KEY = QUICKNET.publicKey();

  /** Of the network's own description; its hash binds the facts, as drand computes it. */
  private static final String GROUP_HASH =
      "f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e";

  @Test
  void quicknetsHashIsThatOfItsFacts() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(
        ByteBuffer.allocate(12)
            .putInt((int) (QUICKNET.periodMs() / 1000))
            .putLong(QUICKNET.genesisMs() / 1000)
            .array());
    digest.update(HexFormat.of().parseHex(KEY));
    digest.update(HexFormat.of().parseHex(GROUP_HASH));
    digest.update(QUICKNET.name().getBytes(StandardCharsets.US_ASCII));
    assertEquals(QUICKNET.chainHash(), HexFormat.of().formatHex(digest.digest()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1692803366999, 1",
    "1692803367000, 1",
    "1692803367001, 2",
    "1692803370000, 2",
    "1692803370001, 3",
  })
  void theFirstRoundAtAnInstantIsNeverBeforeIt(long instant, long round) {
    assertEquals(new BeaconRound(round), QUICKNET.firstAt(instant));
  }

  @Test
  void aGameIsDecidedByTheFirstRoundAtLeastTheMarginAfterItsClose() {
    long time = QUICKNET.timeOf(new BeaconRound(1_000));
    assertEquals(new BeaconRound(1_000), QUICKNET.roundFor(time - 300));
    assertEquals(new BeaconRound(1_001), QUICKNET.roundFor(time - 299));
    assertEquals(new BeaconRound(1_000), QUICKNET.roundFor(time - 3_299));
    SplittableRandom random = new SplittableRandom(16);
    for (int i = 0; i < 10_000; i++) {
      long closesAt = QUICKNET.genesisMs() + random.nextLong(1L << 40);
      long chosen = QUICKNET.roundFor(closesAt).number();
      assertTrue(QUICKNET.timeOf(new BeaconRound(chosen)) - closesAt >= 300);
      if (chosen > 1) {
        assertTrue(QUICKNET.timeOf(new BeaconRound(chosen - 1)) - closesAt < 300);
      }
    }
  }

  @Test
  void theCloseIsPlacedSoThatTheBeaconComesRightAfterTheMargin() {
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < 10_000; i++) {
      long earliest = QUICKNET.genesisMs() + random.nextLong(1L << 40);
      long closesAt = QUICKNET.closesAtFrom(earliest);
      assertTrue(closesAt >= earliest && closesAt < earliest + QUICKNET.periodMs());
      assertEquals(closesAt + 300, QUICKNET.timeOf(QUICKNET.roundFor(closesAt)));
      assertEquals(closesAt, QUICKNET.closesAtFrom(closesAt));
    }
  }

  @Test
  void theRoundsOfANetworkAreAPeriodApart() {
    BeaconNetwork fast = BeaconNetwork.development(KEY, 5_000, 250);
    assertEquals(5_000, fast.timeOf(new BeaconRound(1)));
    assertEquals(5_250, fast.timeOf(new BeaconRound(2)));
    assertEquals(new BeaconRound(3), fast.firstAt(5_251));
  }

  @Test
  void onlyQuicknetIsPlayedByOutsideOfLocalMode() {
    BeaconNetwork development = BeaconNetwork.development(KEY, 0, 3_000);
    assertSame(QUICKNET, QUICKNET.requireAllowedIn("aws"));
    assertSame(QUICKNET, QUICKNET.requireAllowedIn("local"));
    assertSame(development, development.requireAllowedIn("local"));
    for (String mode : new String[] {"aws", "", "LOCAL", "local "}) {
      assertThrows(IllegalStateException.class, () -> development.requireAllowedIn(mode));
    }
  }

  @Test
  void aNetworkThatOnlyCallsItselfQuicknetIsRefusedEverywhere() {
    String other = "a" + QUICKNET.chainHash().substring(1);
    BeaconNetwork renamed = new BeaconNetwork("quicknet", other, KEY, 0, 3_000);
    BeaconNetwork slower =
        new BeaconNetwork(
            "quicknet", QUICKNET.chainHash(), KEY, QUICKNET.genesisMs(), QUICKNET.periodMs() + 1);
    BeaconNetwork unbound = new BeaconNetwork("development", other, KEY, 0, 3_000);
    for (BeaconNetwork network : new BeaconNetwork[] {renamed, slower, unbound}) {
      assertThrows(IllegalStateException.class, () -> network.requireAllowedIn("aws"));
      assertThrows(IllegalStateException.class, () -> network.requireAllowedIn("local"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 100_000_000_000_001L, Long.MAX_VALUE})
  void aNetworkThatBeginsAtNoTimeOfOursIsRefused(long genesisMs) {
    assertThrows(
        IllegalArgumentException.class, () -> BeaconNetwork.development(KEY, genesisMs, 3_000));
    assertEquals(
        100_000_000_000_000L,
        BeaconNetwork.development(KEY, 100_000_000_000_000L, 3_000).genesisMs());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1L << 53, Long.MAX_VALUE})
  void aNumberThatIsNoRoundIsRefused(long number) {
    assertThrows(IllegalArgumentException.class, () -> new BeaconRound(number));
  }

  @Test
  void theLastRoundIsStillOne() {
    assertEquals((1L << 53) - 1, new BeaconRound(BeaconRound.MAX).number());
  }

  @Test
  void factsOutOfBoundsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> BeaconNetwork.development(KEY, 0, 9));
    assertEquals(10, BeaconNetwork.development(KEY, 0, 10).periodMs());
    assertThrows(IllegalArgumentException.class, () -> BeaconNetwork.development(KEY, 0, 60_001));
    assertEquals(60_000, BeaconNetwork.development(KEY, 0, 60_000).periodMs());
    assertThrows(IllegalArgumentException.class, () -> BeaconNetwork.development(KEY, -1, 10));
    assertThrows(IllegalArgumentException.class, () -> BeaconNetwork.development("ab", 0, 10));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BeaconNetwork("mainnet", QUICKNET.chainHash(), KEY, 0, 10));
    assertThrows(
        IllegalArgumentException.class, () -> new BeaconNetwork("quicknet", "ab", KEY, 0, 10));
    for (long instant : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE / 2}) {
      assertThrows(IllegalArgumentException.class, () -> QUICKNET.firstAt(instant));
    }
    assertThrows(IllegalArgumentException.class, () -> QUICKNET.roundFor(Long.MAX_VALUE));
    long last = 100_000_000_000_000L;
    assertTrue(QUICKNET.timeOf(QUICKNET.roundFor(last)) >= last + 300);
    assertThrows(IllegalArgumentException.class, () -> QUICKNET.roundFor(last + 1));
  }

  @Test
  void whatIsSignedIsTheHashOfEightBytes() {
    assertEquals(
        "41f1c4ddd1183083b48396129dec579e9b7ae61bcf24b743cfe59b7d558a2676",
        HexFormat.of().formatHex(new BeaconRound(123).message()));
  }
}
