package io.fairfall.crash;

import io.fairfall.money.Multiplier;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * Where a game of before the beacon crashed, from its hash and the salt of its chain. No round is
 * played by it any more: {@code BeaconCrashPoint} decides.
 *
 * <p>Let {@code r} be the top 52 bits of HMAC-SHA-256(key = salt, message = game hash), both as
 * lower-case hex text. The game crashes at {@code max(100, floor(99 · 2^52 / (2^52 - r)))}
 * hundredths. Since r is uniform below 2^52, a game reaches m hundredths with probability {@code 99
 * / m} (up to rounding): whatever a player aims at, the house keeps one percent.
 */
public final class CrashPoint {
  private static final BigInteger TWO_TO_52 = BigInteger.ONE.shiftLeft(52);
  private static final BigInteger NUMERATOR = TWO_TO_52.multiply(BigInteger.valueOf(99));
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private CrashPoint() {}

  /**
   * The crash point of a game.
   *
   * @param gameHash 64 lower-case hex digits
   * @param salt 64 lower-case hex digits: the hash of a block, without {@code 0x}
   * @throws IllegalArgumentException if either is not 64 lower-case hex digits
   */
  public static Multiplier of(String gameHash, String salt) {
    requireHash("game hash", gameHash);
    requireHash("salt", salt);
    long r = ByteBuffer.wrap(Hashes.hmacSha256(salt, gameHash)).getLong() >>> 12;
    BigInteger hundredths = NUMERATOR.divide(TWO_TO_52.subtract(BigInteger.valueOf(r)));
    return new Multiplier(Math.max(100, hundredths.longValueExact()));
  }

  private static void requireHash(String name, String text) {
    if (!HASH.matcher(text).matches()) {
      throw new IllegalArgumentException("a " + name + " has 64 lower-case hex digits");
    }
  }
}
