package io.fairfall.beacon;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A network's signature of a round, as it is published: a point of G1, compressed. Of one key and
 * one round there is exactly one, so that whoever signs chooses nothing. That it is one of these,
 * and not just as long, only {@code BeaconVerifier} can say.
 *
 * @param hex 96 lower-case hex digits
 */
public record BeaconSignature(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{96}");

  public BeaconSignature {
    if (!isWellFormed(hex)) {
      throw new IllegalArgumentException("a beacon's signature has 96 lower-case hex digits");
    }
  }

  /** Whether a text has the form of one. */
  public static boolean isWellFormed(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * @return 48 bytes, a copy
   */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
