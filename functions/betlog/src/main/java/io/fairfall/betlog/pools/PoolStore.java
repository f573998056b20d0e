package io.fairfall.betlog.pools;

import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.UserName;
import io.fairfall.betlogstore.PoolItems;
import io.fairfall.betlogstore.Role;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Pools and who is in them. A member is one item in the pool, one that keeps the name theirs alone,
 * and one under the player, so that both sides are a single query; all three change together.
 */
public final class PoolStore {
  public static final int MAX_MEMBERS = 200;
  public static final int MAX_POOLS_PER_PLAYER = 50;

  private static final String IS_NEW = "attribute_not_exists(pk)";
  private static final String POOL = "pool";
  private static final String INVITATION = "invitation";

  private final DynamoDbClient dynamo;
  private final String table;
  private final PoolItems items;

  public PoolStore(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.items = new PoolItems(dynamo, table);
  }

  /** A pool that somebody is in, and as what. */
  public record Membership(String pool, String name, Role role) {}

  /**
   * What opens a pool to somebody.
   *
   * @param expiresAtMs until when it does, in milliseconds since 1970
   * @param usesLeft how many may still come in by it
   */
  public record Invitation(String code, String pool, Role role, long expiresAtMs, long usesLeft) {}

  public Optional<Pool> pool(String pool) {
    return items
        .get(PoolItems.poolKey(pool), POOL)
        .map(item -> JsonCodec.fromStore(Pool.class, PoolItems.text(item, "body")));
  }

  public Optional<PoolUser> member(String pool, String player) {
    return items.get(PoolItems.poolKey(pool), PoolItems.memberKey(player)).map(PoolStore::member);
  }

  public List<PoolUser> members(String pool) {
    return items.query(PoolItems.poolKey(pool), "member:").stream().map(PoolStore::member).toList();
  }

  public List<Membership> poolsOf(String player) {
    return items.query("player:" + player, "pool:").stream()
        .map(
            item ->
                new Membership(
                    PoolItems.text(item, "sk").substring("pool:".length()),
                    PoolItems.text(item, "name"),
                    role(item)))
        .toList();
  }

  public Optional<Invitation> invitation(String code) {
    return items
        .get(invitationKey(code), INVITATION)
        .map(
            item ->
                new Invitation(
                    code,
                    PoolItems.text(item, "pool"),
                    role(item),
                    number(item, "expiresAtMs"),
                    number(item, "usesLeft")));
  }

  /** Opens a pool with its first owner; false if there is one of that name. */
  public boolean open(Pool pool, PoolUser owner) {
    Map<String, AttributeValue> item = PoolItems.key(PoolItems.poolKey(pool.pool()), POOL);
    item.put("body", AttributeValue.fromS(JsonCodec.write(pool)));
    return write(
        List.of(
            put(item, IS_NEW),
            put(memberItem(pool, owner), IS_NEW),
            put(nameItem(pool, owner), IS_NEW),
            put(playerItem(pool, owner), IS_NEW)));
  }

  public void invite(Invitation invitation) {
    Map<String, AttributeValue> item = PoolItems.key(invitationKey(invitation.code()), INVITATION);
    item.put("pool", AttributeValue.fromS(invitation.pool()));
    item.put("role", AttributeValue.fromS(invitation.role().word()));
    item.put("expiresAtMs", number(invitation.expiresAtMs()));
    item.put("usesLeft", number(invitation.usesLeft()));
    if (!write(List.of(put(item, IS_NEW)))) {
      throw new IllegalStateException("a code was drawn twice");
    }
  }

  /** Lets somebody in; false if the invitation, or the name, was taken by somebody else. */
  public boolean join(Pool pool, PoolUser user, Invitation invitation) {
    TransactWriteItem used =
        TransactWriteItem.builder()
            .update(
                update ->
                    update
                        .tableName(table)
                        .key(PoolItems.key(invitationKey(invitation.code()), INVITATION))
                        .conditionExpression("usesLeft > :none")
                        .updateExpression("SET usesLeft = usesLeft - :one")
                        .expressionAttributeValues(Map.of(":none", number(0), ":one", number(1))))
            .build();
    return write(
        List.of(
            used,
            put(memberItem(pool, user), IS_NEW),
            put(nameItem(pool, user), IS_NEW),
            put(playerItem(pool, user), IS_NEW)));
  }

  /** Gives a member another role; false if they have left meanwhile. */
  public boolean appoint(Pool pool, PoolUser user) {
    String isThere = "attribute_exists(pk)";
    return write(
        List.of(put(memberItem(pool, user), isThere), put(playerItem(pool, user), isThere)));
  }

  /** Takes a member out; their bets stay. */
  public boolean remove(Pool pool, PoolUser user) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(delete(memberItem(pool, user)));
    writes.add(delete(playerItem(pool, user)));
    nameKeys(user).forEach(name -> writes.add(freed(pool, name, user)));
    return write(writes);
  }

  /** A name was once kept by its lower case alone: who joined then has it under that. */
  private static Set<String> nameKeys(PoolUser user) {
    return Stream.of(nameKey(user), "name:" + user.userName().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String nameKey(PoolUser user) {
    return "name:" + UserName.folded(user.userName());
  }

  private TransactWriteItem freed(Pool pool, String name, PoolUser user) {
    return TransactWriteItem.builder()
        .delete(
            delete ->
                delete
                    .tableName(table)
                    .key(PoolItems.key(PoolItems.poolKey(pool.pool()), name))
                    .conditionExpression("attribute_not_exists(pk) OR player = :player")
                    .expressionAttributeValues(
                        Map.of(":player", AttributeValue.fromS(user.player()))))
        .build();
  }

  private boolean write(List<TransactWriteItem> writes) {
    try {
      dynamo.transactWriteItems(write -> write.transactItems(writes));
      return true;
    } catch (TransactionCanceledException canceled) {
      if (canceled.cancellationReasons().stream()
          .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()))) {
        return false;
      }
      throw new StoreUnavailableException("a change of a pool was canceled", canceled);
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a change of a pool is unanswered", failure);
    }
  }

  private TransactWriteItem put(Map<String, AttributeValue> item, String condition) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(item).conditionExpression(condition))
        .build();
  }

  private TransactWriteItem delete(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .delete(
            delete ->
                delete
                    .tableName(table)
                    .key(PoolItems.key(PoolItems.text(item, "pk"), PoolItems.text(item, "sk")))
                    .conditionExpression("attribute_exists(pk)"))
        .build();
  }

  private static Map<String, AttributeValue> memberItem(Pool pool, PoolUser user) {
    Map<String, AttributeValue> item =
        PoolItems.key(PoolItems.poolKey(pool.pool()), PoolItems.memberKey(user.player()));
    item.put("name", AttributeValue.fromS(user.userName()));
    item.put("role", AttributeValue.fromS(user.role().word()));
    return item;
  }

  private static Map<String, AttributeValue> nameItem(Pool pool, PoolUser user) {
    Map<String, AttributeValue> item = PoolItems.key(PoolItems.poolKey(pool.pool()), nameKey(user));
    item.put("player", AttributeValue.fromS(user.player()));
    return item;
  }

  private static Map<String, AttributeValue> playerItem(Pool pool, PoolUser user) {
    Map<String, AttributeValue> item =
        PoolItems.key("player:" + user.player(), "pool:" + pool.pool());
    item.put("name", AttributeValue.fromS(pool.name()));
    item.put("role", AttributeValue.fromS(user.role().word()));
    return item;
  }

  private static PoolUser member(Map<String, AttributeValue> item) {
    return new PoolUser(
        PoolItems.text(item, "sk").substring("member:".length()),
        PoolItems.text(item, "name"),
        role(item));
  }

  private static Role role(Map<String, AttributeValue> item) {
    return Role.named(PoolItems.text(item, "role"))
        .orElseThrow(() -> new IllegalStateException("a member has a role that there is not"));
  }

  private static String invitationKey(String code) {
    return "invitation:" + code;
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item of the bet log lacks " + name);
    }
    return Long.parseLong(value.n());
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
