package io.fairfall.realtime.snapshots;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import io.fairfall.json.JsonCodec;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The snapshots that functions share, and what is in them, as they were stored before. */
@Tag("integration")
class SnapshotGoldenTest {
  private static final String TABLE = "connections";

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final GoldenTable table = new GoldenTable(DYNAMO.client(), TABLE, "pk", "sk");

  @BeforeAll
  static void create() {
    DYNAMO.createKeyedTable(TABLE, "pk", "sk");
  }

  /** A snapshot, and its body as whoever shares it reads it. */
  private record Shared(SharedSnapshot snapshot, Object body) {}

  /** A player's target stands in no snapshot: it is nobody else's business. */
  @Test
  void aSharedSnapshotIsReadAndWrittenAsItWas() {
    GoldenFile.named("snapshot")
        .replay(this::shared, this::written)
        .coversAllBut(Set.of("PublicBetEvent.auto"));
  }

  private Shared shared(Map<String, AttributeValue> stored) {
    table.hold(stored);
    String pk = String.valueOf(stored.get("pk"));
    String channel = pk.contains("snapshot:game") ? "game" : "rounds";
    SharedSnapshot snapshot = shelf(0).read(channel).orElseThrow();
    Class<?> body = channel.equals("game") ? LastCrashes.Listed.class : Board.class;
    return new Shared(snapshot, JsonCodec.fromStore(body, snapshot.body()));
  }

  private Map<String, AttributeValue> written(Shared shared, Map<String, AttributeValue> stored) {
    table.empty();
    SharedSnapshot was = shared.snapshot();
    shelf(was.madeAtMs())
        .put(
            new SharedSnapshot(
                was.channel(),
                was.epoch(),
                was.round(),
                was.id(),
                JsonCodec.write(shared.body()),
                was.madeAtMs()));
    return table.insteadOf(stored);
  }

  private static DynamoSnapshotCache shelf(long nowMs) {
    return new DynamoSnapshotCache(DYNAMO.client(), TABLE, () -> Instant.ofEpochMilli(nowMs));
  }
}
