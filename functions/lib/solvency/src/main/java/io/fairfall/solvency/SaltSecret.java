package io.fairfall.solvency;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all salts of one statement come from. It is new for each statement, and deleted with its
 * tree: who has it can try names and amounts against every leaf.
 */
public final class SaltSecret {
  /** How many bytes it has. */
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] secret;
  private final Mac mac;

  /**
   * @param secret 32 random bytes
   */
  public SaltSecret(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("a statement's secret has 32 bytes");
    }
    this.secret = secret.clone();
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(this.secret, ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** For storing it, a copy. */
  public byte[] bytes() {
    return secret.clone();
  }

  /** What the pieces of its tree are named by, which says nothing of it: 64 hex digits. */
  String name() {
    return HexFormat.of().formatHex(salt("pieces"));
  }

  /** A player's salt, 64 lower-case hex digits. */
  public String ofPlayer(String player) {
    return HexFormat.of().formatHex(player(player));
  }

  byte[] player(String player) {
    return salt("player\n" + player);
  }

  byte[] padding(long number) {
    return salt("padding\n" + number);
  }

  private byte[] salt(String of) {
    synchronized (mac) {
      return mac.doFinal(SumNode.ascii(of));
    }
  }

  /** Says nothing of what it is. */
  @Override
  public String toString() {
    return "SaltSecret";
  }
}
