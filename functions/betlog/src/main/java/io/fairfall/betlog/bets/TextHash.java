package io.fairfall.betlog.bets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Texts in a few characters: the first bytes of the SHA-256 of their lines. */
public final class TextHash {
  private TextHash() {}

  /**
   * The hash of some parts.
   *
   * @param bytes how many of its 32 bytes are told
   * @return twice as many lower-case hex digits
   */
  public static String of(int bytes, String... parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, bytes));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }
}
