package io.fairfall.solvency;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A node of the tree: how much all leaves below it come to, and a hash that fixes them.
 *
 * <p>Both children's sums stand inside the hash, each beside its own. Where only their total does,
 * as in the plain sum tree, one hash has many pairs of children, and every player can be shown
 * another one.
 */
public final class SumNode {
  /** Sums are below 2^256: so many bits. */
  public static final int SUM_BITS = 256;

  static final int WIDTH = 32;

  private static final byte[] LEAF_TAG = ascii("fairfall-solvency-leaf-1\n");
  private static final byte[] NODE_TAG = ascii("fairfall-solvency-node-1\n");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final BigInteger sum;
  private final byte[] hash;

  private SumNode(BigInteger sum, byte[] hash) {
    this.sum = requireSum(sum);
    this.hash = hash;
  }

  /**
   * A node as it was stored.
   *
   * @param hash 64 lower-case hex digits
   * @throws IllegalArgumentException if the sum is below 0 or 2^256 or more, or this is no hash
   */
  public static SumNode of(BigInteger sum, String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("a hash has 64 lower-case hex digits");
    }
    return new SumNode(sum, HexFormat.of().parseHex(hash));
  }

  /**
   * A leaf.
   *
   * @param salt 32 bytes
   * @throws IllegalArgumentException if the amount is below 0 or 2^256 or more
   */
  static SumNode leaf(byte[] salt, BigInteger amount, String player) {
    requireSum(amount);
    MessageDigest sha256 = sha256();
    sha256.update(LEAF_TAG);
    sha256.update(salt);
    sha256.update(bytes(amount));
    sha256.update(ascii(player));
    return new SumNode(amount, sha256.digest());
  }

  /**
   * The node above two.
   *
   * @throws IllegalArgumentException if their sum is 2^256 or more
   */
  static SumNode above(SumNode left, SumNode right) {
    MessageDigest sha256 = sha256();
    sha256.update(NODE_TAG);
    sha256.update(bytes(left.sum));
    sha256.update(left.hash);
    sha256.update(bytes(right.sum));
    sha256.update(right.hash);
    return new SumNode(left.sum.add(right.sum), sha256.digest());
  }

  /** From 0 to 2^256 - 1, in wei. */
  public BigInteger sum() {
    return sum;
  }

  /** The sum in 32 bytes, the largest first. */
  byte[] sumBytes() {
    return bytes(sum);
  }

  /** 64 lower-case hex digits. */
  public String hash() {
    return HexFormat.of().formatHex(hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SumNode that && sum.equals(that.sum) && Arrays.equals(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  /** As a proof has it: the sum, a colon, the hash. */
  @Override
  public String toString() {
    return sum + ":" + hash();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static BigInteger requireSum(BigInteger sum) {
    if (sum.signum() < 0) {
      throw new IllegalArgumentException("NEGATIVE: a sum is not below 0");
    }
    if (sum.bitLength() > SUM_BITS) {
      throw new IllegalArgumentException("OVERFLOW: a sum is below 2^256");
    }
    return sum;
  }

  /** Its 32 bytes, the largest first. */
  private static byte[] bytes(BigInteger sum) {
    byte[] shortest = sum.toByteArray();
    byte[] all = new byte[WIDTH];
    int count = Math.min(shortest.length, WIDTH);
    System.arraycopy(shortest, shortest.length - count, all, WIDTH - count, count);
    return all;
  }
}
