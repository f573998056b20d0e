package io.fairfall.cli.solvency;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Which address signed a text (EIP-191), by the arithmetic of secp256k1. */
final class TextSignature {
  private static final BigInteger P =
      BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final Point G =
      new Point(
          new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
          new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));
  private static final BigInteger SEVEN = BigInteger.valueOf(7);
  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final String NOBODY = "nobody";
  private static final int EVEN = 27;

  private TextSignature() {}

  /** A point of the curve; null coordinates nowhere: infinity is {@link #INFINITY}. */
  private record Point(BigInteger x, BigInteger y) {}

  private static final Point INFINITY = new Point(BigInteger.ZERO, BigInteger.ZERO);

  /**
   * Who signed.
   *
   * @param signature 0x and 130 hex digits: r, s, v
   * @return an address, or {@code nobody} where no key can have made it, or s is the higher one
   */
  static String signer(String text, String signature) {
    BigInteger r = new BigInteger(signature.substring(2, 66), 16);
    BigInteger s = new BigInteger(signature.substring(66, 130), 16);
    int odd = Integer.parseInt(signature.substring(130), 16) - EVEN;
    boolean isInRange =
        r.signum() > 0
            && r.compareTo(N) < 0
            && s.signum() > 0
            && s.compareTo(N.shiftRight(1)) <= 0
            && (odd == 0 || odd == 1);
    if (!isInRange) {
      return NOBODY;
    }
    BigInteger square = r.pow(3).add(SEVEN).mod(P);
    BigInteger y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    if (!y.multiply(y).mod(P).equals(square)) {
      return NOBODY;
    }
    Point point = new Point(r, y.testBit(0) == (odd == 1) ? y : P.subtract(y));
    BigInteger inverse = r.modInverse(N);
    BigInteger digest = new BigInteger(1, digest(text));
    Point key =
        add(
            times(G, digest.negate().multiply(inverse).mod(N)),
            times(point, s.multiply(inverse).mod(N)));
    return key.equals(INFINITY) ? NOBODY : address(key);
  }

  private static byte[] digest(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(
        ("\u0019Ethereum Signed Message:\n" + bytes.length).getBytes(StandardCharsets.US_ASCII));
    signed.writeBytes(bytes);
    return PlainHashes.keccak256(signed.toByteArray());
  }

  private static String address(Point key) {
    byte[] both = HexFormat.of().parseHex(hex(key.x()) + hex(key.y()));
    byte[] hash = PlainHashes.keccak256(both);
    return "0x" + HexFormat.of().formatHex(Arrays.copyOfRange(hash, 12, 32));
  }

  private static String hex(BigInteger number) {
    return "0".repeat(64 - number.toString(16).length()) + number.toString(16);
  }

  private static Point times(Point point, BigInteger factor) {
    Point sum = INFINITY;
    for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      sum = factor.testBit(bit) ? add(sum, point) : sum;
    }
    return sum;
  }

  private static Point add(Point a, Point b) {
    if (a.equals(INFINITY) || b.equals(INFINITY)) {
      return a.equals(INFINITY) ? b : a;
    }
    if (a.x().equals(b.x()) && !a.y().equals(b.y())) {
      return INFINITY;
    }
    BigInteger slope =
        a.equals(b)
            ? a.x().pow(2).multiply(THREE).multiply(a.y().shiftLeft(1).modInverse(P))
            : b.y().subtract(a.y()).multiply(b.x().subtract(a.x()).mod(P).modInverse(P));
    BigInteger x = slope.pow(2).subtract(a.x()).subtract(b.x()).mod(P);
    return new Point(x, slope.multiply(a.x().subtract(x)).subtract(a.y()).mod(P));
  }
}
