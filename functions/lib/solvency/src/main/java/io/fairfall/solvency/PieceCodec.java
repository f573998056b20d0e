package io.fairfall.solvency;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a tree's leaves as bytes. Of each leaf: the length of the player's name in one byte
 * and the name, or 0 and the number of the padding in four; then the length of the amount in one
 * byte, and the amount, the largest byte first. Salts follow from the statement's secret.
 */
final class PieceCodec {
  private PieceCodec() {}

  static byte[] write(List<SaltedLeaf> leaves) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (SaltedLeaf leaf : leaves) {
      byte[] name = SumNode.ascii(leaf.player());
      bytes.write(name.length);
      bytes.writeBytes(
          leaf.isPadding()
              ? ByteBuffer.allocate(Integer.BYTES).putInt(leaf.paddingNumber()).array()
              : name);
      byte[] amount = leaf.amount().toByteArray();
      bytes.write(amount.length);
      bytes.writeBytes(amount);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads leaves back.
   *
   * @throws IllegalArgumentException if they are anything else than {@link #write} writes
   */
  static List<SaltedLeaf> read(SaltSecret secret, byte[] bytes) {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    List<SaltedLeaf> leaves = new ArrayList<>();
    try {
      while (rest.hasRemaining()) {
        byte[] name = next(rest);
        int padding = name.length == 0 ? rest.getInt() : 0;
        BigInteger amount = new BigInteger(next(rest));
        leaves.add(
            name.length == 0
                ? SaltedLeaf.padding(secret, padding)
                : SaltedLeaf.of(secret, new String(name, StandardCharsets.US_ASCII), amount));
      }
    } catch (BufferUnderflowException | NumberFormatException cut) {
      throw new IllegalArgumentException("a piece of a tree is cut off", cut);
    }
    return leaves;
  }

  private static byte[] next(ByteBuffer rest) {
    byte[] bytes = new byte[rest.get() & 0xff];
    rest.get(bytes);
    return bytes;
  }
}
