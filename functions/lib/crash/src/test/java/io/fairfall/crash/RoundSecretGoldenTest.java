package io.fairfall.crash;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import io.fairfall.money.Wei;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Undisclosed outcomes, as they were stored before. */
@Tag("integration")
class RoundSecretGoldenTest {
  private static final String TABLE = "secrets";
  private static final String SIGNATURE =
      "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
          + "41076862b98fad56e91a6b85b89cd97b";

  /** What a secret comes to for a round that starts at 0: it tells nothing else of itself. */
  @Test
  void aRoundsSecretIsReadAndWrittenAsItWas() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      dynamo.createKeyedTable(TABLE);
      GoldenTable table = new GoldenTable(dynamo.client(), TABLE, "pk");
      GoldenFile.named("round-secret")
          .onlyRead("a crash point", "the least crash point", "the highest crash point")
          .replay(
              stored -> {
                table.hold(stored);
                return new RoundSecrets(dynamo.client(), TABLE)
                    .read(roundOf(stored))
                    .orElseThrow()
                    .reveal(started(stored))
                    .announcement();
              },
              (crashed, stored) -> {
                table.empty();
                new RoundSecrets(dynamo.client(), TABLE)
                    .prepare(roundOf(stored), crashed.gameHash());
                return table.insteadOf(stored);
              });
    }
  }

  /** A round of before, or one that starts by drand's round 657,413. */
  private static Round started(Map<String, AttributeValue> stored) {
    String signature = stored.containsKey("crash") ? null : SIGNATURE;
    RoundEvent.Opened opened =
        new RoundEvent.Opened("c", 1, "ab", 0, 1, 2, Wei.of(1), Wei.of(2), Wei.of(3), 1);
    return new Round(1, opened, new RoundEvent.Started(0, null, signature), null);
  }

  private static long roundOf(Map<String, AttributeValue> stored) {
    return Long.parseLong(String.valueOf(stored.get("pk")).replaceAll("[^0-9]", ""));
  }
}
