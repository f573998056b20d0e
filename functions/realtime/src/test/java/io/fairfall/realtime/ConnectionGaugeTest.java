package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.realtime.subscriptions.ConnectionCount;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gauge tells what is known, and nothing otherwise. */
@Tag("integration")
class ConnectionGaugeTest {
  @AutoClose private final RealtimeFixture house = new RealtimeFixture();
  private final List<Long> told = new ArrayList<>();

  @Test
  void eachMinuteSaysHowManyAreConnected() {
    look("connections");
    house.connections.open("one", null, null);
    house.connections.open("two", RealtimeFixture.ALICE, null);
    look("connections");
    assertEquals(List.of(0L, 2L), told);
  }

  @Test
  void theItemHasTheNumberAndItsInstant() {
    CoordinationItem item =
        new CoordinationItem(house.dynamo.client(), "work", ConnectionGauge.ITEM);
    ConnectionGauge.both(told::add, item, () -> Instant.ofEpochMilli(1_234)).accept(7);
    assertEquals(List.of(7L), told);
    assertEquals(7, CoordinationItem.number(item.read(), "open"));
    assertEquals(1_234, CoordinationItem.number(item.read(), "at"));
  }

  @Test
  void aTableThatDoesNotAnswerLeavesNoValue() {
    look("there-is-none");
    assertEquals(List.of(), told);
  }

  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  private void look(String table) {
    EmbeddedDynamo dynamo = house.dynamo;
    new ConnectionGauge(
            new ConnectionCount(dynamo.client(), table, InstantSource.system()), told::add)
        .handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(), null);
  }
}
