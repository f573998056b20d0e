package io.fairfall.crash;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Multiplier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Undisclosed game hashes, in a table of their own without a stream. Only the conductor writes
 * here, before it opens a round; only play reads, to decide cashouts. Items of before hold the
 * crash point too, which followed from a salt.
 */
public final class RoundSecrets {
  private static final int MAX_REMEMBERED_SECRETS = 64;

  private final DynamoDbClient dynamo;
  private final String table;
  private final Map<Long, RoundSecret> remembered = new ConcurrentHashMap<>();

  public RoundSecrets(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** A round's secret, if the round has been prepared. */
  public Optional<RoundSecret> read(long roundId) {
    RoundSecret known = remembered.get(roundId);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Map<String, AttributeValue> item =
          dynamo.getItem(get -> get.tableName(table).key(key(roundId)).consistentRead(true)).item();
      if (item.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(remember(roundId, secret(item)));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a round's outcome cannot be read", failure);
    }
  }

  /**
   * Stores a round's game hash. A round id and the journals before it determine it, so a second
   * writer writes the same.
   */
  public void prepare(long roundId, String gameHash) {
    try {
      dynamo.putItem(
          put ->
              put.tableName(table)
                  .item(
                      Map.of(
                          "pk", key(roundId).get("pk"),
                          "gameHash", AttributeValue.fromS(gameHash))));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a round's game hash cannot be stored", failure);
    }
  }

  private RoundSecret remember(long roundId, RoundSecret secret) {
    if (remembered.size() >= MAX_REMEMBERED_SECRETS) {
      remembered.clear();
    }
    remembered.put(roundId, secret);
    return secret;
  }

  private static RoundSecret secret(Map<String, AttributeValue> item) {
    String gameHash = item.getOrDefault("gameHash", AttributeValue.fromS("")).s();
    AttributeValue crash = item.get("crash");
    return new RoundSecret(
        gameHash, crash == null ? null : new Multiplier(Long.parseLong(crash.n())));
  }

  private static Map<String, AttributeValue> key(long roundId) {
    return Map.of("pk", AttributeValue.fromS("round:" + roundId));
  }
}
