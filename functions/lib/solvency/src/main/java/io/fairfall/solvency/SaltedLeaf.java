package io.fairfall.solvency;

import java.math.BigInteger;
import java.util.Arrays;

/** A leaf with its salt: its place among all others. */
final class SaltedLeaf implements Comparable<SaltedLeaf> {
  private static final String NOBODY = "";

  private final String player;
  private final int padding;
  private final BigInteger amount;
  private final byte[] salt;

  private SaltedLeaf(String player, int padding, BigInteger amount, byte[] salt) {
    this.player = player;
    this.padding = padding;
    this.amount = amount;
    this.salt = salt;
  }

  static SaltedLeaf of(SaltSecret secret, String player, BigInteger amount) {
    return new SaltedLeaf(player, 0, amount, secret.player(player));
  }

  static SaltedLeaf padding(SaltSecret secret, int number) {
    return new SaltedLeaf(NOBODY, number, BigInteger.ZERO, secret.padding(number));
  }

  boolean isPadding() {
    return player.isEmpty();
  }

  /** Empty of padding. */
  String player() {
    return player;
  }

  /** Which one, from 0, of padding. */
  int paddingNumber() {
    return padding;
  }

  BigInteger amount() {
    return amount;
  }

  byte[] salt() {
    return salt;
  }

  SumNode node() {
    return SumNode.leaf(salt, amount, player);
  }

  @Override
  public int compareTo(SaltedLeaf other) {
    return Arrays.compareUnsigned(salt, other.salt);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SaltedLeaf that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }
}
