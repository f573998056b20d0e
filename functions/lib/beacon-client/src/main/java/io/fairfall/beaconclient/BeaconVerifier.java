package io.fairfall.beaconclient;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import java.util.HexFormat;
import java.util.Optional;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

/**
 * Whether a signature is the network's for a round: the BLS equation on BLS12-381, with signatures
 * in G1 and keys in G2. It takes one or two milliseconds, and some more the first time, when the
 * native code is loaded. Any number of threads may ask at once.
 */
public final class BeaconVerifier {
  private static final int SIGNATURE_BYTES = 48;
  private static final int KEY_BYTES = 96;

  /** The first bit of a point says that it is compressed, the second that it is no point at all. */
  private static final int COMPRESSED = 0x80;

  private final P2_Affine key;

  /**
   * @throws IllegalArgumentException if the network's key is none
   */
  public BeaconVerifier(BeaconNetwork network) {
    this(HexFormat.of().parseHex(network.publicKey()));
  }

  BeaconVerifier(byte[] publicKey) {
    key = keyOf(publicKey);
  }

  /** The round with its signature, or nothing if it is not the network's signature of it. */
  public Optional<VerifiedBeacon> verify(BeaconRound round, BeaconSignature signature) {
    return verifies(round.message(), signature.bytes())
        ? Optional.of(new VerifiedBeacon(round, signature))
        : Optional.empty();
  }

  boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES || (signature[0] & COMPRESSED) == 0) {
      return false;
    }
    try {
      P1_Affine point = new P1_Affine(signature);
      return !point.is_inf()
          && point.in_group()
          && point.core_verify(key, true, message, BeaconNetwork.DOMAIN) == BLST_ERROR.BLST_SUCCESS;
    } catch (RuntimeException noPoint) {
      return false;
    }
  }

  private static P2_Affine keyOf(byte[] bytes) {
    if (bytes.length != KEY_BYTES || (bytes[0] & COMPRESSED) == 0) {
      throw new IllegalArgumentException("a beacon's key is a compressed point of G2");
    }
    P2_Affine point;
    try {
      point = new P2_Affine(bytes);
    } catch (RuntimeException noPoint) {
      throw new IllegalArgumentException("a beacon's key is a point of G2", noPoint);
    }
    if (point.is_inf() || !point.in_group()) {
      throw new IllegalArgumentException("a beacon's key is a point of G2 other than its zero");
    }
    return point;
  }
}
