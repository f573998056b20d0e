package io.fairfall.realtime.subscriptions;

import io.fairfall.journal.ItemBatches;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.realtime.channels.Event;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Which events of the game have been told to everybody, or are being told: one item each, under
 * {@code told:game}. What was written when is part of the key, so that nothing is believed of an
 * event that has the same id in another history.
 */
public final class DeliveryMarkers {
  /** The stream brings an event again within this time; later nobody asks. */
  private static final long COUNTS_MS = 300_000;

  private static final String PARTITION = "told:game";

  private final ItemBatches items;
  private final InstantSource clock;

  DeliveryMarkers(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.items = new ItemBatches(dynamo, table);
    this.clock = clock;
  }

  public static DeliveryMarkers of(Environment environment, InstantSource clock) {
    return new DeliveryMarkers(
        new AwsClients(environment).dynamoDb(), environment.require("CONNECTIONS_TABLE"), clock);
  }

  /** How far the telling of an event is. */
  public enum State {
    /** Somebody tells it just now. */
    UNDER_WAY,
    /** Everybody was told who followed the game then. */
    WHOLE
  }

  /** Says that these are about to be told, by somebody who is done within some time. */
  public void begin(List<Event> events, Duration within) {
    write(events, State.UNDER_WAY, within.toMillis());
  }

  /** Says that everybody was told of these. */
  public void finish(List<Event> events) {
    write(events, State.WHOLE, COUNTS_MS);
  }

  /** Says that some were not told of these. */
  public void giveUp(List<Event> events) {
    items.write(
        events.stream()
            .map(DeliveryMarkers::keyOf)
            .map(key -> WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build())
            .toList());
  }

  /** How far each is; those that are missing nobody tells, or nobody has said so. */
  public Map<Event, State> of(List<Event> events) {
    Map<String, State> found = new HashMap<>();
    long now = clock.millis();
    Map<String, Map<String, AttributeValue>> keys = new HashMap<>();
    events.forEach(event -> keys.put(nameOf(event), keyOf(event)));
    for (Map<String, AttributeValue> item : items.read(List.copyOf(keys.values()))) {
      if (Long.parseLong(present(item.get("until")).n()) > now) {
        found.put(present(item.get("sk")).s(), State.valueOf(present(item.get("state")).s()));
      }
    }
    Map<Event, State> states = new HashMap<>();
    for (Event event : events) {
      State state = found.get(nameOf(event));
      if (state != null) {
        states.put(event, state);
      }
    }
    return states;
  }

  private void write(List<Event> events, State state, long forMs) {
    long untilMs = clock.millis() + forMs;
    long expiresAt = Duration.ofMillis(clock.millis() + COUNTS_MS).toSeconds();
    items.write(
        events.stream()
            .map(
                event -> {
                  Map<String, AttributeValue> item = keyOf(event);
                  item.put("state", AttributeValue.fromS(state.name()));
                  item.put("until", AttributeValue.fromN(Long.toString(untilMs)));
                  item.put("expiresAt", AttributeValue.fromN(Long.toString(expiresAt)));
                  return WriteRequest.builder().putRequest(put -> put.item(item)).build();
                })
            .toList());
  }

  private static Map<String, AttributeValue> keyOf(Event event) {
    return ConnectionRegistry.key(PARTITION, nameOf(event));
  }

  private static String nameOf(Event event) {
    return event.id() + "@" + event.at();
  }

  private static AttributeValue present(@Nullable AttributeValue value) {
    return Objects.requireNonNull(value, "what is told is written as a whole");
  }
}
