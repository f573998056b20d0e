package io.fairfall.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All keys that may have signed a living token. There is more than one only while keys change:
 * every key verifies, and the newest whose time has come signs.
 */
record KeyRing(List<SigningKey> keys) {
  KeyRing {
    if (keys.isEmpty()) {
      throw new IllegalStateException("a key ring holds a key");
    }
    keys = List.copyOf(keys);
  }

  static KeyRing stored(Map<String, AttributeValue> item) {
    return new KeyRing(
        Objects.requireNonNull(item.get("keys"), "keys").m().entrySet().stream()
            .map(key -> SigningKey.stored(key.getKey(), key.getValue().m()))
            .toList());
  }

  Map<String, AttributeValue> toStore(String pk) {
    return Map.of(
        "pk",
        AttributeValue.fromS(pk),
        "keys",
        AttributeValue.fromM(
            keys.stream()
                .collect(
                    Collectors.toMap(
                        SigningKey::kid, key -> AttributeValue.fromM(key.toStore())))));
  }

  SigningKey signingAt(Instant now) {
    return keys.stream()
        .filter(key -> key.signsFromSeconds() <= now.getEpochSecond())
        .max(Comparator.comparingLong(SigningKey::signsFromSeconds))
        .orElseThrow(() -> new IllegalStateException("no session key may sign yet"));
  }

  Optional<SigningKey> find(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }
}
