package io.fairfall.audit.checkpoint;

import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * How far an account had come when it was last found in order. Seals chain backwards, so that a
 * tail that is cut off breaks none of them; but it takes the entry away that a checkpoint names.
 *
 * @param account the account's journal
 * @param version its newest entry then
 * @param seal that entry's seal
 * @param signature {@code <key id>.<base64url>}: an HMAC-SHA-256 over all of this
 */
public record Checkpoint(String account, long version, String seal, String signature) {

  public static Checkpoint sign(String account, long version, String seal, MacKey key) {
    return new Checkpoint(account, version, seal, signature(account, version, seal, key));
  }

  /** Whether the house signed it. */
  public boolean isGenuine(MacKeys keys) {
    int dot = Math.max(signature.indexOf('.'), 0);
    return keys.keys().stream()
        .filter(key -> Integer.toString(key.id()).equals(signature.substring(0, dot)))
        .map(key -> signature(account, version, seal, key))
        .anyMatch(expected -> MessageDigest.isEqual(bytes(expected), bytes(signature)));
  }

  private static String signature(String account, long version, String seal, MacKey key) {
    String text = String.join("\n", "checkpoint", account, Long.toString(version), seal);
    return key.id() + "." + MacChain.mac(text, key);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
