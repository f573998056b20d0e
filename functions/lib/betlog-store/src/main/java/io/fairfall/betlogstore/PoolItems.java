package io.fairfall.betlogstore;

import io.fairfall.journal.ItemPages;
import io.fairfall.journal.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The bet log's table: items under {@code pk} and {@code sk}, read consistently.
 *
 * <p>{@code pool:<pool>} holds the pool, its members and the weeks that have a journal; {@code
 * bets:<pool>:<week>} the bets of a week.
 *
 * <p>Every method can throw {@link StoreUnavailableException}.
 */
public final class PoolItems {
  /** Pages of 1 MB that one partition is read in. */
  private static final int MAX_PAGES = 8;

  private final DynamoDbClient dynamo;
  private final String table;

  public PoolItems(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** The role that somebody has in a pool; nothing if they are not in it, or there is no pool. */
  public Optional<Role> role(String pool, String player) {
    return get(poolKey(pool), memberKey(player))
        .flatMap(item -> Optional.ofNullable(item.get("role")))
        .flatMap(role -> Role.named(role.s()));
  }

  /** The players who are in a pool. */
  public Set<String> players(String pool) {
    String prefix = memberKey("");
    return query(poolKey(pool), prefix).stream()
        .map(item -> text(item, "sk").substring(prefix.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The bets of a week that are not deleted, as JSON, in the order of their creation. */
  public List<String> bets(PoolWeek week) {
    return allBets(week).stream()
        .filter(item -> !item.containsKey("deleted"))
        .map(item -> text(item, "body"))
        .toList();
  }

  /** The items of a week's bets, in the order of their creation. */
  public List<Map<String, AttributeValue>> allBets(PoolWeek week) {
    List<Map<String, AttributeValue>> items = new ArrayList<>(query(week.bets(), ""));
    items.sort(Comparator.comparingLong(PoolItems::created));
    return items;
  }

  private static long created(Map<String, AttributeValue> item) {
    AttributeValue created = item.get("created");
    return created == null ? 0 : Long.parseLong(created.n());
  }

  public Optional<Map<String, AttributeValue>> get(String pk, String sk) {
    try {
      Map<String, AttributeValue> item =
          dynamo.getItem(get -> get.tableName(table).key(key(pk, sk)).consistentRead(true)).item();
      return item.isEmpty() ? Optional.empty() : Optional.of(item);
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a read of " + table + " is unanswered", failure);
    }
  }

  /**
   * The items of a partition whose sort key begins with some text, in its order.
   *
   * @throws IllegalStateException if they are more than any pool or week may have
   */
  public List<Map<String, AttributeValue>> query(String pk, String prefix) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":pk", AttributeValue.fromS(pk));
    if (!prefix.isEmpty()) {
      values.put(":prefix", AttributeValue.fromS(prefix));
    }
    String condition = prefix.isEmpty() ? "pk = :pk" : "pk = :pk AND begins_with(sk, :prefix)";
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression(condition)
            .expressionAttributeValues(values)
            .consistentRead(true)
            .build();
    return ItemPages.all(dynamo, query, MAX_PAGES);
  }

  public static String poolKey(String pool) {
    return "pool:" + pool;
  }

  public static String memberKey(String player) {
    return "member:" + player;
  }

  public static String betsKey(PoolWeek week) {
    return week.bets();
  }

  public static Map<String, AttributeValue> key(String pk, String sk) {
    Map<String, AttributeValue> key = new HashMap<>();
    key.put("pk", AttributeValue.fromS(pk));
    key.put("sk", AttributeValue.fromS(sk));
    return key;
  }

  /** A text that an item of ours always has. */
  public static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item of the bet log lacks " + name);
    }
    return value.s();
  }
}
