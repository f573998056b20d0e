package io.fairfall.crashapi;

import io.fairfall.crash.ConductorLease;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That somebody plays who polls: written here, and read by the conductor, which has the same file.
 */
@Tag("integration")
class PresenceGoldenTest {
  private static final String WORK = "work";

  @Test
  void presenceIsWrittenAsItWas() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      dynamo.createKeyedTable(WORK);
      GoldenTable table = new GoldenTable(dynamo.client(), WORK, "pk");
      GoldenFile.named("presence")
          .replay(
              stored ->
                  // what the conductor makes of it
                  Map.of("somebodyBeforeItRunsOut", true),
              (there, stored) -> {
                table.hold(busyLease());
                mark(dynamo.client(), Long.parseLong(attribute(stored, "seenAt").n()));
                return table.insteadOf(stored);
              });
    }
  }

  /** While somebody conducts, nobody is woken. */
  private static Map<String, AttributeValue> busyLease() {
    return Map.of(
        "pk",
        AttributeValue.fromS(ConductorLease.KEY),
        ConductorLease.UNTIL,
        AttributeValue.fromN(Long.toString(Long.MAX_VALUE)));
  }

  private static void mark(DynamoDbClient dynamo, long nowMs) {
    Environment environment =
        new Environment(
            Map.of(
                "AWS_REGION", EmbeddedDynamo.REGION,
                "AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY));
    new PollingPresence(
            dynamo,
            WORK,
            new LambdaInvoker(environment),
            "nobody",
            () -> Instant.ofEpochMilli(nowMs))
        .markAndWake();
  }

  private static AttributeValue attribute(Map<String, AttributeValue> stored, String name) {
    return Objects.requireNonNull(stored.get(name), name);
  }
}
