package io.fairfall.realtime.subscriptions;

import io.fairfall.realtime.channels.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * How many messages a connection may send: a bucket of tokens, kept as one instant in the
 * connection's item, because instances share nothing else.
 *
 * <p>The instant, {@code paidUntil}, is when everything that was sent is paid for; a message moves
 * it by its cost, and time catches up with it (this is the generic cell rate algorithm, ITU-T
 * I.371). A connection that is ahead by more than {@link #BURST} is refused, and what it sends
 * nevertheless counts too; one that is ahead by more than {@link #PATIENCE} is no client of ours.
 *
 * <p>In units: one write for a message of a connection that has been silent for as long as its last
 * message cost, two in a burst. The write returns what the connection follows, so that no read is
 * needed for that. Bets and cashouts do not come by here: each of them is already limited by the
 * ledger, in the entry that it writes anyway.
 */
public final class RateLimiter {
  /** How far ahead a connection may be: 40 pings at once, and then 4 a second. */
  public static final Duration BURST = Duration.ofSeconds(10);

  /** How far ahead a connection may be before it is closed. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a ping costs, and a message that nobody understands. */
  public static final Duration MESSAGE = Duration.ofMillis(250);

  /** What a hello costs: it is some ten times the work of a ping. */
  public static final Duration HELLO = Duration.ofMillis(750);

  private static final String IS_ALIVE = "expiresAt > :nowSeconds";
  private static final String HAS_PAID = "(attribute_not_exists(paidUntil) OR paidUntil <= :now)";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  public RateLimiter(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /** What becomes of a message. */
  public sealed interface Outcome {
    /**
     * It may be worked on.
     *
     * @param topics what the connection follows
     * @param expiresAtSeconds when the connection's item expires, in seconds since 1970
     */
    record Admitted(Set<Topic> topics, long expiresAtSeconds) implements Outcome {}

    /** It is one too many for now. */
    record Refused() implements Outcome {}

    /** They are far too many: the connection is to be closed. */
    record Expelled() implements Outcome {}

    /** There is no such connection any more. */
    record Gone() implements Outcome {}
  }

  /** Charges a connection for a message. */
  public Outcome charge(String connectionId, Duration cost) {
    long nowMs = clock.millis();
    Optional<Map<String, AttributeValue>> first =
        update(
            connectionId,
            HAS_PAID,
            "SET paidUntil = :paid",
            Map.of(
                ":nowSeconds", number(Duration.ofMillis(nowMs).toSeconds()),
                ":now", number(nowMs),
                ":paid", number(nowMs + cost.toMillis())));
    if (first.isPresent()) {
      return admitted(first.get());
    }
    Optional<Map<String, AttributeValue>> ahead =
        update(
            connectionId,
            "paidUntil <= :patience",
            "SET paidUntil = paidUntil + :cost",
            Map.of(
                ":nowSeconds", number(Duration.ofMillis(nowMs).toSeconds()),
                ":patience", number(nowMs + PATIENCE.toMillis()),
                ":cost", number(cost.toMillis())));
    if (ahead.isEmpty()) {
      return isThere(connectionId, nowMs) ? new Outcome.Expelled() : new Outcome.Gone();
    }
    long paidUntil = Long.parseLong(present(ahead.get().get("paidUntil")).n());
    return paidUntil - nowMs <= BURST.toMillis() ? admitted(ahead.get()) : new Outcome.Refused();
  }

  private static Outcome admitted(Map<String, AttributeValue> item) {
    return new Outcome.Admitted(
        ConnectionRegistry.topicsIn(item), Long.parseLong(present(item.get("expiresAt")).n()));
  }

  /** The item after the update; nothing if the condition does not hold or there is no item. */
  private Optional<Map<String, AttributeValue>> update(
      String connectionId,
      String condition,
      String expression,
      Map<String, AttributeValue> values) {
    try {
      return Optional.of(
          ConnectionRegistry.answered(
                  () ->
                      dynamo.updateItem(
                          update ->
                              update
                                  .tableName(table)
                                  .key(ConnectionRegistry.keyOf(connectionId))
                                  .conditionExpression(IS_ALIVE + " AND " + condition)
                                  .updateExpression(expression)
                                  .expressionAttributeValues(values)
                                  .returnValues(ReturnValue.ALL_NEW)))
              .attributes());
    } catch (ConditionalCheckFailedException no) {
      return Optional.empty();
    }
  }

  private boolean isThere(String connectionId, long nowMs) {
    AttributeValue expiresAt =
        ConnectionRegistry.answered(
                () ->
                    dynamo.getItem(
                        get ->
                            get.tableName(table)
                                .key(ConnectionRegistry.keyOf(connectionId))
                                .consistentRead(true)))
            .item()
            .get("expiresAt");
    return expiresAt != null
        && Long.parseLong(expiresAt.n()) > Duration.ofMillis(nowMs).toSeconds();
  }

  private static AttributeValue present(@Nullable AttributeValue value) {
    return Objects.requireNonNull(value, "a connection's item is written as a whole");
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
