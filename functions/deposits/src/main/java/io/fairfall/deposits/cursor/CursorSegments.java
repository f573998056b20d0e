package io.fairfall.deposits.cursor;

import io.fairfall.deposits.cursor.CursorLayout.Dropped;
import io.fairfall.deposits.cursor.CursorLayout.Part;
import io.fairfall.deposits.cursor.CursorLayout.Segment;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The items {@code cursor:indexer:<name>}: what is too much for the cursor's own item. One is
 * written once, before the cursor that names it, and taken away some time after no cursor does. So
 * whoever reads a cursor finds all of it, or reads a newer one.
 */
final class CursorSegments {
  /** Nothing that is stored here is longer: DynamoDB's own bound is 409,600 bytes. */
  static final int MAX_BYTES = 350_000;

  private static final String PREFIX = CursorTable.KEY + ":";
  private static final String BODY = "body";

  /** DynamoDB's bounds of one request. */
  private static final int MAX_WRITTEN_TOGETHER = 25;

  private static final int MAX_READ_TOGETHER = 100;

  /** What one answer left out is asked for again, so often. */
  private static final int MAX_ROUNDS = 20;

  private static final long PAUSE_NANOS = 20_000_000;

  private final DynamoDbClient dynamo;
  private final String workTable;

  CursorSegments(DynamoDbClient dynamo, String workTable) {
    this.dynamo = dynamo;
    this.workTable = workTable;
  }

  /**
   * Bytes of a text, held to the bound.
   *
   * @throws IllegalStateException if they are more than an item may have: a mistake of ours
   */
  static SdkBytes packed(String what, String text) {
    byte[] bytes = HexPacking.bytes(text);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalStateException("%s has %d bytes".formatted(what, bytes.length));
    }
    return SdkBytes.fromByteArrayUnsafe(bytes);
  }

  /** Writes new ones and takes old ones away. */
  void write(Map<String, Part> parts, Collection<Dropped> dropped) {
    List<WriteRequest> requests = new ArrayList<>();
    parts.forEach(
        (name, part) ->
            requests.add(
                WriteRequest.builder()
                    .putRequest(
                        put ->
                            put.item(
                                Map.of(
                                    "pk",
                                    AttributeValue.fromS(PREFIX + name),
                                    BODY,
                                    AttributeValue.fromB(packed(name, JsonCodec.write(part))))))
                    .build()));
    dropped.forEach(
        one ->
            requests.add(
                WriteRequest.builder().deleteRequest(gone -> gone.key(key(one.name()))).build()));
    for (int from = 0; from < requests.size(); from += MAX_WRITTEN_TOGETHER) {
      written(requests.subList(from, Math.min(requests.size(), from + MAX_WRITTEN_TOGETHER)));
    }
  }

  private void written(List<WriteRequest> requests) {
    Map<String, List<WriteRequest>> left = Map.of(workTable, requests);
    for (int round = 0; round < MAX_ROUNDS && !left.isEmpty(); round++) {
      pause(round);
      Map<String, List<WriteRequest>> asked = left;
      try {
        left = dynamo.batchWriteItem(write -> write.requestItems(asked)).unprocessedItems();
      } catch (SdkException failure) {
        throw new StoreUnavailableException("the cursor's segments cannot be written", failure);
      }
    }
    if (!left.isEmpty()) {
      throw busy("the store takes no more of the cursor's segments");
    }
  }

  /** Those of some that are there, by their names. */
  Map<String, Part> read(List<Segment> segments) {
    Map<String, Part> found = new HashMap<>();
    for (int from = 0; from < segments.size(); from += MAX_READ_TOGETHER) {
      List<Map<String, AttributeValue>> keys =
          segments.subList(from, Math.min(segments.size(), from + MAX_READ_TOGETHER)).stream()
              .map(one -> key(one.name()))
              .toList();
      read(keys, found);
    }
    return found;
  }

  private void read(List<Map<String, AttributeValue>> keys, Map<String, Part> found) {
    Map<String, KeysAndAttributes> left =
        Map.of(workTable, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    for (int round = 0; round < MAX_ROUNDS && !left.isEmpty(); round++) {
      pause(round);
      Map<String, KeysAndAttributes> asked = left;
      try {
        var answer = dynamo.batchGetItem(get -> get.requestItems(asked));
        answer
            .responses()
            .getOrDefault(workTable, List.of())
            .forEach(item -> found.put(nameOf(item), partOf(item)));
        left = answer.unprocessedKeys();
      } catch (SdkException failure) {
        throw new StoreUnavailableException("the cursor's segments cannot be read", failure);
      }
    }
    if (!left.isEmpty()) {
      throw busy("the store gives no more of the cursor's segments");
    }
  }

  private static StoreUnavailableException busy(String what) {
    return new StoreUnavailableException(what, SdkClientException.create("asked too often"));
  }

  private static void pause(int round) {
    if (round > 0) {
      LockSupport.parkNanos(PAUSE_NANOS * round);
    }
  }

  private static String nameOf(Map<String, AttributeValue> item) {
    return text(item, "pk").substring(PREFIX.length());
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("a segment without " + name);
    }
    return value.s();
  }

  private static Part partOf(Map<String, AttributeValue> item) {
    AttributeValue body = item.get(BODY);
    if (body == null) {
      throw new IllegalStateException("a segment without a body");
    }
    return JsonCodec.fromStore(Part.class, HexPacking.text(body.b().asByteArrayUnsafe()));
  }

  private static Map<String, AttributeValue> key(String name) {
    return Map.of("pk", AttributeValue.fromS(PREFIX + name));
  }
}
