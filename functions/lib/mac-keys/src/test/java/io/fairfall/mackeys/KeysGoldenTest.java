package io.fairfall.mackeys;

import io.fairfall.golden.GoldenFile;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The secret with the ledger's keys, as Secrets Manager keeps its text. No code here writes it. */
class KeysGoldenTest {
  @Test
  void theLedgersKeysAreReadAsTheyWere() {
    GoldenFile.named("ledger-keys")
        .replay(stored -> MacKeyText.read(text(stored)), (keys, stored) -> stored)
        .covers();
  }

  private static String text(Map<String, AttributeValue> stored) {
    return Objects.requireNonNull(stored.get("SecretString")).s();
  }
}
