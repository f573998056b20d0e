package io.fairfall.admin;

import io.fairfall.audit.IndependentPass;
import io.fairfall.journal.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The one pass that is under way, in the work table: its state as text, and its balances in as many
 * items as they need. The second reading that follows it has an item of its own. A piece that is
 * missing, or is another pass's, makes the whole unreadable; then the next pass begins at the
 * beginning, which costs time and nothing else.
 */
final class AuditRunStore {
  private static final String KEY = "cursor:audit";
  private static final String SECOND = KEY + ":independent";

  /** Below the 400 KB of an item. */
  private static final int PIECE_BYTES = 350_000;

  private final DynamoDbClient dynamo;
  private final String table;

  AuditRunStore(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** A pass as it was saved. */
  record Saved(String state, SdkBytes balances) {}

  /** The second reading as it was saved, and what the first came to. */
  record Second(String report, IndependentPass.Saved pass) {}

  void saveSecond(Second second) {
    try {
      put(
          Map.of(
              "pk", text(SECOND),
              "report", text(second.report()),
              "place", text(second.pass().place()),
              "reading", text(second.pass().reading())));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the audit's place cannot be saved", failure);
    }
  }

  Optional<Second> findSecond() {
    try {
      Map<String, AttributeValue> item = get(SECOND);
      return item.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Second(
                  required(item, "report").s(),
                  new IndependentPass.Saved(
                      required(item, "place").s(), required(item, "reading").s())));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the audit's place cannot be read", failure);
    }
  }

  void clearSecond() {
    delete(SECOND);
  }

  void save(String state, byte[] balances) {
    String digest = Integer.toHexString(state.hashCode());
    int pieces = (balances.length + PIECE_BYTES - 1) / PIECE_BYTES;
    try {
      for (int i = 0; i < pieces; i++) {
        int end = Math.min(balances.length, (i + 1) * PIECE_BYTES);
        byte[] piece = Arrays.copyOfRange(balances, i * PIECE_BYTES, end);
        put(
            Map.of(
                "pk", text(KEY + ":" + i),
                "of", text(digest),
                "balances", AttributeValue.fromB(SdkBytes.fromByteArray(piece))));
      }
      put(
          Map.of(
              "pk", text(KEY),
              "state", text(state),
              "pieces", AttributeValue.fromN(Integer.toString(pieces))));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the audit's place cannot be saved", failure);
    }
  }

  Optional<Saved> find() {
    try {
      Map<String, AttributeValue> head = get(KEY);
      String state = head.containsKey("state") ? required(head, "state").s() : null;
      if (state == null) {
        return Optional.empty();
      }
      String digest = Integer.toHexString(state.hashCode());
      ByteArrayOutputStream balances = new ByteArrayOutputStream();
      int pieces = Integer.parseInt(required(head, "pieces").n());
      for (int i = 0; i < pieces; i++) {
        Map<String, AttributeValue> piece = get(KEY + ":" + i);
        if (piece.isEmpty() || !digest.equals(required(piece, "of").s())) {
          return Optional.empty();
        }
        balances.writeBytes(required(piece, "balances").b().asByteArray());
      }
      return Optional.of(new Saved(state, SdkBytes.fromByteArray(balances.toByteArray())));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the audit's place cannot be read", failure);
    }
  }

  /** The pass is done; pieces that stay belong to nothing and are written over. */
  void clear() {
    delete(KEY);
  }

  private void delete(String pk) {
    try {
      dynamo.deleteItem(delete -> delete.tableName(table).key(Map.of("pk", text(pk))));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the audit's place cannot be cleared", failure);
    }
  }

  private void put(Map<String, AttributeValue> item) {
    dynamo.putItem(put -> put.tableName(table).item(item));
  }

  private Map<String, AttributeValue> get(String pk) {
    return dynamo
        .getItem(get -> get.tableName(table).key(Map.of("pk", text(pk))).consistentRead(true))
        .item();
  }

  private static AttributeValue required(Map<String, AttributeValue> item, String name) {
    @Nullable AttributeValue value = item.get(name);
    return Objects.requireNonNull(value, name);
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
