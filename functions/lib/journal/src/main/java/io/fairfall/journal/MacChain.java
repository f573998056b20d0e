package io.fairfall.journal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A chain of seals over a journal: each entry carries an HMAC-SHA-256 over its key's id, its place,
 * the exact bytes of its body, and the seal before it.
 *
 * <p>Who can write to the table but has no key can change no entry, move none and insert none
 * without breaking a seal. Cutting off a tail breaks none: against that the audit keeps checkpoints
 * elsewhere. A seal is written as {@code <key id>.<base64url>}.
 */
public final class MacChain {
  /** The seal of an entry that has none, and what the first entry of a chain follows. */
  public static final String NONE = "";

  /** Two writers may learn of a new key this much apart, so for as long both keys are right. */
  public static final long ROTATION_GRACE_MS = 600_000;

  private static final String ALGORITHM = "HmacSHA256";

  private MacChain() {}

  /** The entry with its seal. */
  public static Entry seal(Entry entry, String previousSeal, MacKey key) {
    return entry.with(key.id() + "." + mac(entry, previousSeal, key));
  }

  /**
   * Checks an entry against the one before it.
   *
   * @param previousSeal the seal of that one, {@link #NONE} for the first entry
   * @throws MacMismatchException if it is not what was written there
   */
  public static void verify(Entry entry, String previousSeal, MacKeys keys) {
    int keyId = keyId(entry);
    MacKey key =
        keys.find(keyId).orElseThrow(() -> new MacMismatchException(entry, "names no key of ours"));
    String expected = keyId + "." + mac(entry, previousSeal, key);
    if (!MessageDigest.isEqual(bytes(expected), bytes(entry.seal()))) {
      throw new MacMismatchException(
          entry, "has another seal than its content and its place give it");
    }
    if (!previousSeal.equals(NONE) && keyId < keyId(entry, previousSeal)) {
      requireGrace(entry, keyId(entry, previousSeal), keys);
    }
  }

  /**
   * The id of the key that an entry names.
   *
   * @throws MacMismatchException if it has no seal
   */
  public static int keyId(Entry entry) {
    return keyId(entry, entry.seal());
  }

  /** A text's HMAC under a key, as base64url without padding. */
  public static String mac(String text, MacKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(key.secret()), ALGORITHM));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(text)));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, absent);
    }
  }

  private static String mac(Entry entry, String previousSeal, MacKey key) {
    String text =
        String.join(
            "\n",
            Integer.toString(key.id()),
            entry.journal(),
            Long.toString(entry.version()),
            entry.type(),
            Long.toString(entry.atMs()),
            previousSeal,
            entry.body());
    return mac(text, key);
  }

  private static void requireGrace(Entry entry, int newerId, MacKeys keys) {
    boolean inGrace =
        keys.find(newerId)
            .filter(newer -> Math.abs(entry.atMs() - newer.notBeforeMs()) <= ROTATION_GRACE_MS)
            .isPresent();
    if (!inGrace) {
      throw new MacMismatchException(entry, "goes back to an older key");
    }
  }

  private static int keyId(Entry entry, String seal) {
    int dot = seal.indexOf('.');
    try {
      return Integer.parseInt(seal.substring(0, Math.max(dot, 0)));
    } catch (NumberFormatException unsealed) {
      throw new MacMismatchException(entry, "has no seal");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
