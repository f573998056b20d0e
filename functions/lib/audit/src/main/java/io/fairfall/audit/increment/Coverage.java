package io.fairfall.audit.increment;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Up to when everything was read and in order: what a pass over new entries begins from. It stands
 * in the audit's own journal, signed, in another table than the checkpoints that it counts.
 *
 * @param cutMs everything that is not younger was judged by one pass or another
 * @param fullCutMs the same of the last pass that read all there is
 * @param checkpoints how many there were; there are never fewer
 * @param marks how many the independent reading had of its own; there are never fewer
 * @param signature {@code <key id>.<base64url>}: an HMAC-SHA-256 over all of this
 */
@Json
public record Coverage(long cutMs, long fullCutMs, long checkpoints, long marks, String signature) {

  public static Coverage sign(
      long cutMs, long fullCutMs, long checkpoints, long marks, MacKey key) {
    return new Coverage(
        cutMs, fullCutMs, checkpoints, marks, signature(cutMs, fullCutMs, checkpoints, marks, key));
  }

  /** What an entry of the audit's tells of it; one that left something open tells nothing. */
  @Json
  record InEntry(@Nullable Coverage coverage) {}

  /**
   * What the audit's newest entry tells.
   *
   * @return nothing if that is not signed by the house, or if that pass found something: then
   *     everything is to be read
   */
  public static Optional<Coverage> of(Optional<Entry> newest, MacKeys keys) {
    try {
      return newest
          .map(entry -> JsonCodec.fromStore(InEntry.class, entry.body()).coverage())
          .filter(coverage -> coverage.isGenuine(keys));
    } catch (BrokenStoreException ofAnotherForm) {
      return Optional.empty();
    }
  }

  private boolean isGenuine(MacKeys keys) {
    return keys.keys().stream()
        .map(key -> signature(cutMs, fullCutMs, checkpoints, marks, key))
        .anyMatch(expected -> MessageDigest.isEqual(bytes(expected), bytes(signature)));
  }

  private static String signature(
      long cutMs, long fullCutMs, long checkpoints, long marks, MacKey key) {
    String text =
        String.join(
            "\n",
            "coverage",
            Long.toString(cutMs),
            Long.toString(fullCutMs),
            Long.toString(checkpoints),
            Long.toString(marks));
    return key.id() + "." + MacChain.mac(text, key);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
