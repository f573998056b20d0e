package io.fairfall.crash;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Undisclosed outcomes, as they were stored before. */
@Tag("integration")
class RoundSecretGoldenTest {
  private static final String TABLE = "secrets";

  /** What a secret comes to for a round that starts at 0: it tells nothing else of itself. */
  @Test
  void aRoundsSecretIsReadAndWrittenAsItWas() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      dynamo.createKeyedTable(TABLE);
      GoldenTable table = new GoldenTable(dynamo.client(), TABLE, "pk");
      GoldenFile.named("round-secret")
          .replay(
              stored -> {
                table.hold(stored);
                return new RoundSecrets(dynamo.client(), TABLE)
                    .read(roundOf(stored))
                    .orElseThrow()
                    .reveal(0)
                    .announcement();
              },
              (crashed, stored) -> {
                table.empty();
                new RoundSecrets(dynamo.client(), TABLE)
                    .prepare(roundOf(stored), crashed.gameHash(), crashed.crash());
                return table.insteadOf(stored);
              });
    }
  }

  private static long roundOf(Map<String, AttributeValue> stored) {
    return Long.parseLong(String.valueOf(stored.get("pk")).replaceAll("[^0-9]", ""));
  }
}
