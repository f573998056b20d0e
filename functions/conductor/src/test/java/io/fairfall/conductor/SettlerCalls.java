package io.fairfall.conductor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.fairfall.journal.Entry;
import io.fairfall.platform.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A settler, invoked as its stream and its schedule invoke it. */
final class SettlerCalls {
  private final Settler settler;

  SettlerCalls(ConductorFixture house) {
    settler = new Settler(new Environment(house.environment()), house.time);
  }

  /** The minute's event. */
  void tick() {
    invoke(sample("schedule-tick.json"));
  }

  /** The stream brings entries. */
  StreamsEventResponse deliver(Entry... entries) {
    return invoke(stream(entries));
  }

  StreamsEventResponse invoke(DynamodbEvent event) {
    return settler.handleRequest(event, noContext());
  }

  /** What Lambda would make of a sample. */
  static DynamodbEvent sample(String name) {
    try {
      return LambdaEventSerializers.serializerFor(
              DynamodbEvent.class, SettlerCalls.class.getClassLoader())
          .fromJson(Files.readString(Path.of("..", "..", "events", name)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static DynamodbEvent stream(Entry... entries) {
    List<DynamodbEvent.DynamodbStreamRecord> records = new ArrayList<>();
    for (Entry entry : entries) {
      StreamRecord change = new StreamRecord();
      change.setSequenceNumber(Integer.toString(records.size()));
      change.setNewImage(
          Map.of(
              "journal", new AttributeValue().withS(entry.journal()),
              "version", new AttributeValue().withN(Long.toString(entry.version())),
              "type", new AttributeValue().withS(entry.type()),
              "at", new AttributeValue().withN(Long.toString(entry.atMs())),
              "body", new AttributeValue().withS(entry.body())));
      DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
      record.setEventName("INSERT");
      record.setDynamodb(change);
      records.add(record);
    }
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(records);
    return event;
  }

  /** The Lambda context of an invocation. The settler does not look at it. */
  @SuppressWarnings("NullAway")
  private static Context noContext() {
    return null;
  }
}
