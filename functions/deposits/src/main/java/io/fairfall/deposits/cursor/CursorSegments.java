package io.fairfall.deposits.cursor;

import io.fairfall.deposits.cursor.CursorLayout.Dropped;
import io.fairfall.deposits.cursor.CursorLayout.Part;
import io.fairfall.deposits.cursor.CursorLayout.Segment;
import io.fairfall.journal.ItemBatches;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
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

  private final ItemBatches items;

  CursorSegments(DynamoDbClient dynamo, String workTable) {
    this.items = new ItemBatches(dynamo, workTable);
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
    items.write(requests);
  }

  /** Those of some that are there, by their names. */
  Map<String, Part> read(List<Segment> segments) {
    Map<String, Part> found = new HashMap<>();
    items
        .read(segments.stream().map(one -> key(one.name())).toList())
        .forEach(item -> found.put(nameOf(item), partOf(item)));
    return found;
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
