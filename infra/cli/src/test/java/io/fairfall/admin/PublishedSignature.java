package io.fairfall.admin;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 of a GET without a body, written from the AWS documentation ("Create a signed
 * AWS API request") and from nothing else.
 */
final class PublishedSignature {
  /** The secret of the documentation's examples. */
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private PublishedSignature() {}

  /**
   * The signature of a GET of {@code /}.
   *
   * @param query as it is sent, without a signature in it
   * @param headers those that are signed, by their names in lower case
   * @param scope date, region, service and {@code aws4_request}
   */
  static String of(String query, Map<String, String> headers, String date, String scope) {
    Map<String, String> sorted = new TreeMap<>(headers);
    String canonical =
        String.join(
            "\n",
            "GET",
            "/",
            Stream.of(query.split("&", -1)).sorted().collect(Collectors.joining("&")),
            sorted.entrySet().stream()
                .map(one -> one.getKey() + ":" + one.getValue().strip() + "\n")
                .collect(Collectors.joining()),
            String.join(";", sorted.keySet()),
            hash(""));
    String text = String.join("\n", ALGORITHM, date, scope, hash(canonical));
    byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = mac(key, part);
    }
    return HexFormat.of().formatHex(mac(key, text));
  }

  /** A presigned request as a server sees it. */
  record Presigned(
      String signature, String expected, String scope, Instant signedAt, long validSeconds) {
    static Presigned of(URI uri, Map<String, String> sent) {
      Map<String, String> parameters = new TreeMap<>();
      for (String pair : uri.getRawQuery().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      Map<String, String> all = new TreeMap<>();
      sent.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
      all.put("host", uri.getHost());
      Map<String, String> signed = new TreeMap<>();
      for (String name : one(parameters, "X-Amz-SignedHeaders").split(";", -1)) {
        signed.put(name, all.getOrDefault(name, ""));
      }
      String query =
          Stream.of(uri.getRawQuery().split("&", -1))
              .filter(pair -> !pair.startsWith("X-Amz-Signature="))
              .collect(Collectors.joining("&"));
      String date = one(parameters, "X-Amz-Date");
      String scope = one(parameters, "X-Amz-Credential").replaceFirst("^[^/]*/", "");
      return new Presigned(
          one(parameters, "X-Amz-Signature"),
          PublishedSignature.of(query, signed, date, scope),
          scope,
          DATE.parse(date, Instant::from),
          Long.parseLong(parameters.get("X-Amz-Expires")));
    }

    Instant expiresAt() {
      return signedAt.plusSeconds(validSeconds);
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(absent);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(absent);
    }
  }

  private static String one(Map<String, String> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }
}
