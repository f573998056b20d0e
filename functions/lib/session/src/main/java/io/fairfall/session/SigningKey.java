package io.fairfall.session;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A key that signs session tokens. Its text form names it and shows nothing of its secret.
 *
 * @param kid the name that tokens carry in their header
 * @param signsFromSeconds since 1970; before that instant the key verifies only
 */
record SigningKey(String kid, long signsFromSeconds, SecretKey secret) {
  /** As long as a SHA-256 hash, which RFC 7518 section 3.2 demands at least. */
  static final int SECRET_BYTES = 32;

  static SigningKey of(String kid, long signsFromSeconds, byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalStateException("a session key has " + SECRET_BYTES + " bytes");
    }
    return new SigningKey(kid, signsFromSeconds, new SecretKeySpec(secret, "HmacSHA256"));
  }

  static SigningKey stored(String kid, Map<String, AttributeValue> key) {
    return of(
        kid,
        Long.parseLong(Objects.requireNonNull(key.get("signsFrom"), "signsFrom").n()),
        Objects.requireNonNull(key.get("secret"), "secret").b().asByteArray());
  }

  Map<String, AttributeValue> toStore() {
    byte[] bytes = secret.getEncoded();
    try {
      return Map.of(
          "signsFrom", AttributeValue.fromN(Long.toString(signsFromSeconds)),
          "secret", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}
