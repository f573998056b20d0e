package io.fairfall.runner.streams;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Reads events as a function does: with Lambda's own serialisers. */
final class EventReading {
  private EventReading() {}

  static List<DynamodbStreamRecord> records(byte[] event) {
    return LambdaEventSerializers.serializerFor(
            DynamodbEvent.class, DynamodbEvent.class.getClassLoader())
        .fromJson(new ByteArrayInputStream(event))
        .getRecords();
  }

  /** Journal and version of every record, like {@code game.7}. */
  static List<String> keys(byte[] event) {
    return records(event).stream().map(EventReading::key).toList();
  }

  static String key(DynamodbStreamRecord record) {
    return journal(record) + "." + version(record);
  }

  static String journal(DynamodbStreamRecord record) {
    return requireNonNull(record.getDynamodb().getKeys().get("journal")).getS();
  }

  static String version(DynamodbStreamRecord record) {
    return requireNonNull(record.getDynamodb().getKeys().get("version")).getN();
  }

  static AttributeValue image(DynamodbStreamRecord record, String attribute) {
    return requireNonNull(record.getDynamodb().getNewImage().get(attribute));
  }
}
