package io.fairfall.conductor;

import io.fairfall.game.ConductorLease;
import io.fairfall.journal.StoreUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Who conducts. The lease saves work and no more: slots keep two conductors from both announcing a
 * round, whatever the lease says. So it may be short, and a lost one does no harm.
 *
 * <p>There is at most one successor. It names itself and waits; the holder, between two rounds,
 * makes it the holder. Every change is one conditional write.
 */
final class Lease {
  /** How long a silent holder or successor is believed in. */
  static final long LEASE_MS = 6_000;

  /** How often both speak. */
  static final long RENEW_EVERY_MS = 2_000;

  private static final String HELD_BY_ME = "holder = :me";

  private final DynamoDbClient dynamo;
  private final String workTable;
  private final String me;

  /**
   * The lease as one conductor sees it.
   *
   * @param me an id that no other invocation has
   */
  Lease(DynamoDbClient dynamo, String workTable, String me) {
    this.dynamo = dynamo;
    this.workTable = workTable;
    this.me = me;
  }

  /**
   * The lease as it stands.
   *
   * @param untilMs when the holder stops being believed in
   * @param idle whether the holder stopped because nobody watched
   * @param successorUntilMs when the successor stops being believed in
   */
  record State(
      String holder,
      long untilMs,
      boolean idle,
      @Nullable String successor,
      long successorUntilMs) {
    static final State NONE = new State("", 0, false, null, 0);

    /** Whether anybody may take it. */
    boolean isFree(long nowMs) {
      return idle || untilMs <= nowMs;
    }

    Optional<String> liveSuccessor(long nowMs) {
      return Optional.ofNullable(successor).filter(name -> successorUntilMs > nowMs);
    }
  }

  State read() {
    try {
      return state(
          dynamo.getItem(get -> get.tableName(workTable).key(key()).consistentRead(true)).item());
    } catch (SdkException failure) {
      throw new StoreUnavailable("the lease cannot be read", failure);
    }
  }

  boolean isMine(State state) {
    return state.holder().equals(me);
  }

  /** Takes a free lease. Whether it was free. */
  boolean take(long nowMs) {
    return change(
            "SET holder = :me, #until = :end, idle = :false REMOVE successor, successorUntil",
            "attribute_not_exists(pk) OR #until <= :now OR idle = :true",
            nowMs)
        .isPresent();
  }

  /** Goes on holding. Nothing if somebody else holds it now. */
  Optional<State> renew(long nowMs) {
    return change("SET #until = :end", HELD_BY_ME, nowMs);
  }

  /** Names me the successor of a live holder. Whether nobody else waits. */
  boolean succeed(long nowMs) {
    return change(
            "SET successor = :me, successorUntil = :end",
            "holder <> :me AND #until > :now AND (attribute_not_exists(successor)"
                + " OR successor = :me OR successorUntil <= :now)",
            nowMs)
        .isPresent();
  }

  /** Makes the named successor the holder. Whether there was one, and the lease mine to give. */
  boolean handOver(long nowMs) {
    return change(
            "SET holder = successor, #until = :end REMOVE successor, successorUntil",
            HELD_BY_ME + " AND successorUntil > :now",
            nowMs)
        .isPresent();
  }

  /** Leaves without a successor: the next tick takes over. */
  void release(long nowMs) {
    change("SET #until = :now", HELD_BY_ME, nowMs);
  }

  /** Says that I am about to rest. Whether it was mine to say. */
  boolean rest(long nowMs) {
    return change("SET idle = :true", HELD_BY_ME, nowMs).isPresent();
  }

  /** Takes it back. Whether nobody has taken over meanwhile. */
  boolean goOn(long nowMs) {
    return change("SET idle = :false, #until = :end", HELD_BY_ME, nowMs).isPresent();
  }

  /** The lease after a change, or nothing if the condition did not hold. */
  private Optional<State> change(String change, String condition, long nowMs) {
    String expressions = change + " " + condition;
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":me", AttributeValue.fromS(me));
    values.put(":now", AttributeValue.fromN(Long.toString(nowMs)));
    values.put(":end", AttributeValue.fromN(Long.toString(nowMs + LEASE_MS)));
    values.put(":true", AttributeValue.fromBool(true));
    values.put(":false", AttributeValue.fromBool(false));
    // DynamoDB refuses names and values that an expression does not use
    values.keySet().removeIf(name -> !expressions.contains(name));
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder()
            .tableName(workTable)
            .key(key())
            .updateExpression(change)
            .conditionExpression(condition)
            .expressionAttributeValues(values)
            .returnValues(ReturnValue.ALL_NEW);
    if (expressions.contains("#until")) {
      update.expressionAttributeNames(Map.of("#until", ConductorLease.UNTIL));
    }
    try {
      return Optional.of(state(dynamo.updateItem(update.build()).attributes()));
    } catch (ConditionalCheckFailedException notSo) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw new StoreUnavailable("the lease cannot be changed", failure);
    }
  }

  private static State state(Map<String, AttributeValue> item) {
    AttributeValue holder = item.get("holder");
    if (holder == null) {
      return State.NONE;
    }
    AttributeValue idle = item.get(ConductorLease.IDLE);
    AttributeValue successor = item.get("successor");
    return new State(
        holder.s(),
        number(item, ConductorLease.UNTIL),
        idle != null && Boolean.TRUE.equals(idle.bool()),
        successor == null ? null : successor.s(),
        number(item, "successorUntil"));
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS(ConductorLease.KEY));
  }
}
