package io.fairfall.runner.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.template.Arns;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Turns records of a table's stream into the JSON that Lambda hands to functions. */
final class RecordJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** DynamoDB Local calls every region so. */
  private static final String LOCAL_REGION = ":ddblocal:";

  /** DynamoDB Local stamps a record with the minute in which it was written. */
  private static final Duration STAMP_PRECISION = Duration.ofMinutes(1);

  private final String streamArn;
  private final String partitionKey;

  RecordJson(String streamArn, String partitionKey) {
    this.streamArn = awsArn(streamArn);
    this.partitionKey = partitionKey;
  }

  /** The ARN with the region that the functions are told they run in. */
  static String awsArn(String arn) {
    return arn.replace(LOCAL_REGION, ":" + Arns.REGION + ":");
  }

  StreamRecord read(Record source, String shardId, Instant readAt) {
    ObjectNode json = JSON.objectNode();
    json.put("eventID", source.eventID());
    json.put("eventName", source.eventNameAsString());
    json.put("eventVersion", source.eventVersion());
    json.put("eventSource", source.eventSource());
    json.put("awsRegion", Arns.REGION);
    ObjectNode change = json.putObject("dynamodb");
    var stream = source.dynamodb();
    Instant stamp = stream.approximateCreationDateTime();
    change.put("ApproximateCreationDateTime", stamp.getEpochSecond());
    change.set("Keys", item(stream.keys()));
    if (stream.hasNewImage()) {
      change.set("NewImage", item(stream.newImage()));
    }
    if (stream.hasOldImage()) {
      change.set("OldImage", item(stream.oldImage()));
    }
    change.put("SequenceNumber", stream.sequenceNumber());
    change.put("SizeBytes", stream.sizeBytes());
    change.put("StreamViewType", stream.streamViewTypeAsString());
    json.put("eventSourceARN", streamArn);
    Instant latest = stamp.plus(STAMP_PRECISION);
    return new StreamRecord(
        Long.parseLong(stream.sequenceNumber()),
        stream.sequenceNumber(),
        shardId,
        change.path("Keys").path(partitionKey).toString(),
        latest.isBefore(readAt) ? latest : readAt,
        json,
        json.toString().length());
  }

  private static ObjectNode item(Map<String, AttributeValue> attributes) {
    ObjectNode item = JSON.objectNode();
    attributes.forEach((name, value) -> item.set(name, value(value)));
    return item;
  }

  private static ObjectNode value(AttributeValue value) {
    ObjectNode json = JSON.objectNode();
    switch (value.type()) {
      case S -> json.put("S", value.s());
      case N -> json.put("N", value.n());
      case B -> json.put("B", base64(value.b()));
      case BOOL -> json.put("BOOL", value.bool());
      case NUL -> json.put("NULL", true);
      case M -> json.set("M", item(value.m()));
      case L -> json.set("L", array(value.l(), RecordJson::value));
      case SS -> json.set("SS", array(value.ss(), JSON::textNode));
      case NS -> json.set("NS", array(value.ns(), JSON::textNode));
      case BS -> json.set("BS", array(value.bs(), bytes -> JSON.textNode(base64(bytes))));
      default -> throw new IllegalStateException("an attribute has no known type: " + value);
    }
    return json;
  }

  private static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> json) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(json.apply(value)));
    return array;
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
