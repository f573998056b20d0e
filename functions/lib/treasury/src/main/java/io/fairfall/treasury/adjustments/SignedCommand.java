package io.fairfall.treasury.adjustments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operator signs: one command to one function. The digest is SHA-256 over netstrings: the
 * domain, the function's name, and the command's members by their names, each name before its
 * value.
 */
public final class SignedCommand {
  /** The header that carries the digest, and is signed. */
  public static final String HEADER = "x-fairfall-command";

  private static final String DOMAIN = "fairfall.operator.1";

  private SignedCommand() {}

  /**
   * The digest, 64 characters in lower-case hexadecimal.
   *
   * @param function the function's name, without account, region and version
   * @param members all members of the command, the proof left out
   */
  public static String digest(String function, Map<String, String> members) {
    StringBuilder text = new StringBuilder(netstring(DOMAIN)).append(netstring(function));
    new TreeMap<>(members)
        .forEach((name, value) -> text.append(netstring(name)).append(netstring(value)));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String netstring(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ",";
  }
}
