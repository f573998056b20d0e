package io.fairfall.beaconclient;

import static io.fairfall.beacon.BeaconNetwork.QUICKNET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import supranational.blst.P1;
import supranational.blst.P2;

class BeaconVerifierTest {
  private static final byte[] KEY = HexFormat.of().parseHex(QUICKNET.publicKey());

  private final BeaconVerifier verifier = new BeaconVerifier(QUICKNET);
  private final QuicknetFacts.Round real = QuicknetFacts.rounds().getLast();

  @Test
  void theNetworksFactsAreThoseThatItPublishes() {
    assertEquals(QuicknetFacts.fact("chainHash"), QUICKNET.chainHash());
    assertEquals(QuicknetFacts.fact("publicKey"), QUICKNET.publicKey());
    assertEquals(QuicknetFacts.fact("scheme"), BeaconNetwork.SCHEME);
    assertEquals((Long) QuicknetFacts.fact("genesisTime") * 1_000, QUICKNET.genesisMs());
    assertEquals((Long) QuicknetFacts.fact("periodSeconds") * 1_000, QUICKNET.periodMs());
  }

  @Test
  void realRoundsVerifyAndEachIsOfOneRoundOnly() {
    List<QuicknetFacts.Round> rounds = QuicknetFacts.rounds();
    assertEquals(3, rounds.size());
    for (QuicknetFacts.Round one : rounds) {
      for (QuicknetFacts.Round other : rounds) {
        assertEquals(
            one.equals(other), verifier.verify(one.round(), other.signature()).isPresent());
      }
      VerifiedBeacon beacon = verifier.verify(one.round(), one.signature()).orElseThrow();
      assertEquals(one.round(), beacon.round());
      assertEquals(one.signature(), beacon.signature());
    }
  }

  @Test
  void everySingleBitOfTheRoundCounts() throws Exception {
    byte[] signature = real.signature().bytes();
    assertTrue(verifier.verifies(messageOf(real.round().number()), signature));
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long number = real.round().number() ^ (1L << bit);
      assertFalse(verifier.verifies(messageOf(number), signature), "bit " + bit);
    }
  }

  @Test
  void everySingleBitOfTheSignatureCounts() {
    byte[] message = real.round().message();
    byte[] signature = real.signature().bytes();
    for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
      assertFalse(verifier.verifies(message, flipped(signature, bit)), "bit " + bit);
    }
  }

  @Test
  void everySingleBitOfTheKeyCounts() {
    byte[] message = real.round().message();
    byte[] signature = real.signature().bytes();
    for (int bit = 0; bit < KEY.length * Byte.SIZE; bit++) {
      assertFalse(verifiesUnder(flipped(KEY, bit), message, signature), "bit " + bit);
    }
    assertTrue(verifiesUnder(KEY, message, signature));
  }

  @Test
  void aSignatureOfAnotherLengthIsNone() {
    byte[] message = real.round().message();
    byte[] signature = real.signature().bytes();
    for (int length : new int[] {0, 1, 47, 49, 96, 192}) {
      assertFalse(verifier.verifies(message, Arrays.copyOf(signature, length)), "" + length);
    }
    byte[] uncompressed = new P1(signature).serialize();
    assertFalse(verifier.verifies(message, uncompressed));
  }

  @Test
  void zeroIsNoSignatureAndNoKey() {
    byte[] zero = new byte[48];
    zero[0] = (byte) 0xc0;
    assertFalse(verifier.verifies(real.round().message(), zero));
    byte[] zeroKey = new byte[96];
    zeroKey[0] = (byte) 0xc0;
    assertThrows(IllegalArgumentException.class, () -> new BeaconVerifier(zeroKey));
    assertThrows(IllegalArgumentException.class, () -> new BeaconVerifier(new byte[95]));
    assertThrows(IllegalArgumentException.class, () -> new BeaconVerifier(new P2(KEY).serialize()));
  }

  /** A point of the curve that is in no group of signatures: x = 4 lies outside of it. */
  @Test
  void aPointOutsideOfTheGroupIsNoSignature() {
    byte[] outside = new byte[48];
    outside[0] = (byte) 0x80;
    outside[47] = 4;
    P1 point = new P1(outside);
    assertTrue(point.on_curve());
    assertFalse(point.in_group());
    assertFalse(verifier.verifies(real.round().message(), outside));
  }

  @Test
  void theNegatedSignatureIsAnother() {
    byte[] negated = real.signature().bytes();
    negated[0] ^= 0x20;
    assertTrue(new P1(negated).in_group());
    assertFalse(verifier.verifies(real.round().message(), negated));
  }

  private static boolean verifiesUnder(byte[] key, byte[] message, byte[] signature) {
    try {
      return new BeaconVerifier(key).verifies(message, signature);
    } catch (IllegalArgumentException noKey) {
      return false;
    }
  }

  /** Not by {@link BeaconRound}, which refuses what no network ever counts to. */
  private static byte[] messageOf(long number) throws Exception {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] other = bytes.clone();
    other[bit / Byte.SIZE] ^= (byte) (0x80 >> (bit % Byte.SIZE));
    return other;
  }
}
