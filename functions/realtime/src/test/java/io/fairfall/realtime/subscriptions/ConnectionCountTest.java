package io.fairfall.realtime.subscriptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.realtime.channels.Topic;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Open connections are counted, and nothing else of their table. */
@Tag("integration")
class ConnectionCountTest {
  private static final String TABLE = "connections";

  @AutoClose private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();

  private final AtomicLong nowMs = new AtomicLong(1_795_168_830_000L);
  private final ConnectionRegistry registry;

  ConnectionCountTest() {
    dynamo.createKeyedTable(TABLE, "pk", "sk");
    registry =
        new ConnectionRegistry(dynamo.client(), TABLE, () -> Instant.ofEpochMilli(nowMs.get()));
  }

  @Test
  void thoseThatAreOpenAreCountedOnceWhateverTheyFollow() {
    assertEquals(OptionalLong.of(0), inPagesOf(5).open());
    for (int i = 0; i < 12; i++) {
      registry.open("socket-" + i, null, null);
      registry.subscribe("socket-" + i, List.of(Topic.GAME, Topic.ROUNDS));
    }
    assertEquals(OptionalLong.of(12), inPagesOf(5).open(), "over pages");
    registry.remove("socket-3");
    assertEquals(OptionalLong.of(11), inPagesOf(5).open(), "one has left");
    nowMs.addAndGet(ConnectionRegistry.MAX_LIFE_SECONDS * 1_000);
    assertEquals(OptionalLong.of(0), inPagesOf(5).open(), "nobody stays that long");
  }

  @Test
  void aTableThatIsLargerThanIsReadHasNoCount() {
    for (int i = 0; i <= ConnectionCount.MAX_PAGES; i++) {
      registry.open("socket-" + i, null, null);
    }
    assertEquals(OptionalLong.empty(), inPagesOf(1).open());
    assertEquals(OptionalLong.of(ConnectionCount.MAX_PAGES + 1L), inPagesOf(2).open());
  }

  @Test
  void aTableThatDoesNotAnswerIsNoZero() {
    ConnectionCount other =
        new ConnectionCount(dynamo.client(), "there-is-none", () -> Instant.EPOCH);
    assertThrows(StoreUnavailableException.class, other::open);
  }

  private ConnectionCount inPagesOf(int items) {
    return new ConnectionCount(
        dynamo.client(),
        ScanRequest.builder().tableName(TABLE).limit(items).build(),
        () -> Instant.ofEpochMilli(nowMs.get()));
  }
}
