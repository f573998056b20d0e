package io.fairfall.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operation asks for, in a form that is stored for ever as a hash: the same key with
 * another fingerprint is another request.
 *
 * <p>Format 2 hashes netstrings, one for each value: its length in bytes of UTF-8, a colon, the
 * value, a comma; an absent value is {@code -,}. So no value can run into the next. First comes
 * {@value #DOMAIN}, then the kind, then the values in the order of the operation. Format 1 hashed
 * what Java made of a list; entries that were written so are compared so, and its text is pinned
 * here and depends on no display method.
 *
 * @param kind the kind's word, like {@code bet}
 * @param values what is asked for, in the kind's own order; null for what is absent
 * @param format1 the same as format 1 wrote it, between brackets with commas
 */
public record Fingerprint(String kind, List<@Nullable String> values, List<String> format1) {
  static final String DOMAIN = "fairfall.operation.2";

  private static final String ABSENT = "-,";

  public Fingerprint {
    values = Collections.unmodifiableList(values);
    format1 = List.copyOf(format1);
  }

  /**
   * A fingerprint whose values format 1 wrote as they are.
   *
   * @param values none of them absent
   */
  public static Fingerprint of(String kind, String... values) {
    return new Fingerprint(kind, Arrays.asList(values), List.of(values));
  }

  /** The hash that an entry of a format carries: 11 characters of base64url. */
  public String in(int format) {
    return Digest.of(format == AccountEntry.FORMAT_1 ? listed() : canonical());
  }

  private String canonical() {
    return netstring(DOMAIN)
        + netstring(kind)
        + values.stream().map(Fingerprint::netstring).collect(Collectors.joining());
  }

  private String listed() {
    return "[" + kind + ", " + String.join(", ", format1) + "]";
  }

  private static String netstring(@Nullable String value) {
    return value == null
        ? ABSENT
        : value.getBytes(StandardCharsets.UTF_8).length + ":" + value + ",";
  }
}
