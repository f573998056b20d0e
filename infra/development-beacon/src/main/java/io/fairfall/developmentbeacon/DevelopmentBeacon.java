package io.fairfall.developmentbeacon;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import supranational.blst.P1;
import supranational.blst.P2;
import supranational.blst.SecretKey;

/**
 * The key of development and what it signs. The key follows from a sentence that stands here, so
 * that nobody takes it for a secret: whoever plays by it can compute every outcome beforehand.
 */
public final class DevelopmentBeacon {
  private static final String KEY_MATERIAL =
      "fairfall development beacon: this key is public and proves nothing";
  private static final String LOCAL = "local";

  private final SecretKey key = new SecretKey();
  private final BeaconNetwork network;

  private DevelopmentBeacon(long genesisMs, long periodMs) {
    key.keygen(KEY_MATERIAL.getBytes(StandardCharsets.US_ASCII));
    String publicKey = HexFormat.of().formatHex(new P2(key).compress());
    network = BeaconNetwork.development(publicKey, genesisMs, periodMs);
  }

  /**
   * The beacon of a system on one machine.
   *
   * @param mode the template's mode
   * @param genesisMs when round 1 comes, in milliseconds since 1970
   * @param periodMs from round to round, in milliseconds, within the bounds of {@link
   *     BeaconNetwork}
   * @throws IllegalStateException in any other mode than {@code local}
   */
  public static DevelopmentBeacon of(String mode, long genesisMs, long periodMs) {
    if (!mode.equals(LOCAL)) {
      throw new IllegalStateException("the development beacon runs in local mode only");
    }
    return new DevelopmentBeacon(genesisMs, periodMs);
  }

  /** What verifies its signatures. */
  public BeaconNetwork network() {
    return network;
  }

  /** The signature of a round, whether its time has come or not. */
  public BeaconSignature sign(BeaconRound round) {
    P1 signed = new P1().hash_to(round.message(), BeaconNetwork.DOMAIN).sign_with(key);
    return new BeaconSignature(HexFormat.of().formatHex(signed.compress()));
  }
}
