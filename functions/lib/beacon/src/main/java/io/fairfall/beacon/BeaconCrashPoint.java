package io.fairfall.beacon;

import io.fairfall.money.Multiplier;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where a game crashes, from its hash and a beacon's signature.
 *
 * <p>Let {@code r} be the top 52 bits of HMAC-SHA-256(key = the signature's 48 bytes, message = the
 * game hash as lower-case hex text). The game crashes at {@code max(100, floor(99 · 2^52 / (2^52 -
 * r)))} hundredths. Whatever a player aims at, the house keeps one percent.
 *
 * <p>Before the beacon's round nobody can compute it, with all that the house has. Between the
 * round and the crash only who has the game hash can.
 */
public final class BeaconCrashPoint {
  private static final int POINT_BITS = 52;
  private static final BigInteger TWO_TO_52 = BigInteger.ONE.shiftLeft(POINT_BITS);
  private static final BigInteger NUMERATOR = TWO_TO_52.multiply(BigInteger.valueOf(99));
  private static final long LEAST = 100;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private BeaconCrashPoint() {}

  /**
   * The crash point of a game.
   *
   * @param signature of the round that the game's opening named, verified
   * @param gameHash 64 lower-case hex digits
   * @throws IllegalArgumentException if the game hash is not 64 lower-case hex digits
   */
  public static Multiplier of(BeaconSignature signature, String gameHash) {
    if (!HASH.matcher(gameHash).matches()) {
      throw new IllegalArgumentException("a game hash has 64 lower-case hex digits");
    }
    return ofDigest(
        Digests.hmacSha256(signature.bytes(), gameHash.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The crash point that a digest comes to; only its first 52 bits count. */
  static Multiplier ofDigest(byte[] digest) {
    long r = ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - POINT_BITS);
    BigInteger hundredths = NUMERATOR.divide(TWO_TO_52.subtract(BigInteger.valueOf(r)));
    return new Multiplier(Math.max(LEAST, hundredths.longValueExact()));
  }
}
