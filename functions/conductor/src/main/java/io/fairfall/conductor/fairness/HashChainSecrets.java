package io.fairfall.conductor.fairness;

import io.fairfall.crash.HashChain;
import io.fairfall.journal.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Chains of game hashes, as their checkpoints: 96 bytes for ten thousand games. No function but the
 * conductor may read them.
 */
public final class HashChainSecrets {
  private static final int HASH_BYTES = 32;
  private static final HexFormat HEX = HexFormat.of();

  private final DynamoDbClient dynamo;
  private final String table;

  public HashChainSecrets(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * Keeps a new chain.
   *
   * @throws IllegalStateException if there is a chain of this id: nothing may replace it
   */
  public void keep(String id, HashChain chain) {
    try {
      dynamo.putItem(
          put -> put.tableName(table).item(item(id, chain)).conditionExpression(ID_IS_FREE));
    } catch (ConditionalCheckFailedException taken) {
      throw new IllegalStateException("there is a chain " + id, taken);
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a chain cannot be stored", failure);
    }
  }

  public Optional<HashChain> read(String id) {
    try {
      Map<String, AttributeValue> item =
          dynamo.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true)).item();
      return item.isEmpty() ? Optional.empty() : Optional.of(chain(item));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a chain cannot be read", failure);
    }
  }

  private static final String ID_IS_FREE = "attribute_not_exists(pk)";

  private static Map<String, AttributeValue> item(String id, HashChain chain) {
    ByteArrayOutputStream checkpoints = new ByteArrayOutputStream();
    chain.checkpoints().forEach(hash -> checkpoints.writeBytes(HEX.parseHex(hash)));
    return Map.of(
        "pk", AttributeValue.fromS("chain:" + id),
        "length", AttributeValue.fromN(Long.toString(chain.length())),
        "terminalHash", AttributeValue.fromS(chain.terminalHash()),
        "checkpoints", AttributeValue.fromB(SdkBytes.fromByteArray(checkpoints.toByteArray())));
  }

  private static HashChain chain(Map<String, AttributeValue> item) {
    byte[] bytes = attribute(item, "checkpoints").b().asByteArray();
    List<String> checkpoints = new ArrayList<>();
    for (int i = 0; i < bytes.length; i += HASH_BYTES) {
      checkpoints.add(HEX.formatHex(Arrays.copyOfRange(bytes, i, i + HASH_BYTES)));
    }
    return new HashChain(
        Long.parseLong(attribute(item, "length").n()),
        List.copyOf(checkpoints),
        attribute(item, "terminalHash").s());
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("a chain lacks the attribute " + name);
    }
    return value;
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("pk", AttributeValue.fromS("chain:" + id));
  }
}
