package io.fairfall.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Unguessable values that each stand for something until they are spent once, or until their time
 * is up.
 *
 * <p>Spending is one conditional delete that returns the item, so of any number of concurrent
 * spenders exactly one learns what the value stood for. The condition looks at the deadline itself:
 * the table's time-to-live may remove an item days late. Should the reply to a delete be lost, the
 * SDK's second attempt finds nothing and the value counts as spent: its owner asks for a new one.
 */
final class SingleUse {
  /** 128 bits: nobody finds a living value by trying. */
  private static final int VALUE_BYTES = 16;

  private static final Pattern VALUE = Pattern.compile("[0-9a-f]{32}");
  private static final String IS_ALIVE = "expiresAt > :now";

  private final DynamoDbClient dynamo;
  private final String table;
  private final String prefix;
  private final Duration lifetime;
  private final InstantSource clock;
  private final Randomness randomness;

  /**
   * Values of one kind.
   *
   * @param prefix of the items' keys, like {@code ticket:}
   * @param lifetime in whole seconds
   */
  SingleUse(
      DynamoDbClient dynamo,
      String table,
      String prefix,
      Duration lifetime,
      InstantSource clock,
      Randomness randomness) {
    this.dynamo = dynamo;
    this.table = table;
    this.prefix = prefix;
    this.lifetime = lifetime;
    this.clock = clock;
    this.randomness = randomness;
  }

  /** A new value: 32 characters of lower-case hex. It is worth nothing until it is kept. */
  String draw() {
    return randomness.hex(VALUE_BYTES);
  }

  /** Keeps what a drawn value stands for, from that instant on for a lifetime. */
  void keep(String value, String meaning, Instant from) {
    dynamo.putItem(
        put ->
            put.tableName(table)
                .item(
                    Map.of(
                        "pk", key(value),
                        "expiresAt", seconds(from.plus(lifetime)),
                        "meaning", AttributeValue.fromS(meaning))));
  }

  /** What the value stood for; empty if it never was, has been spent, or is too old. */
  Optional<String> spend(String value) {
    if (!VALUE.matcher(value).matches()) {
      return Optional.empty();
    }
    try {
      Map<String, AttributeValue> spent =
          dynamo
              .deleteItem(
                  delete ->
                      delete
                          .tableName(table)
                          .key(Map.of("pk", key(value)))
                          .conditionExpression(IS_ALIVE)
                          .expressionAttributeValues(Map.of(":now", seconds(clock.instant())))
                          .returnValues(ReturnValue.ALL_OLD))
              .attributes();
      return Optional.of(Objects.requireNonNull(spent.get("meaning"), "meaning").s());
    } catch (ConditionalCheckFailedException deadOrUnknown) {
      return Optional.empty();
    }
  }

  private AttributeValue key(String value) {
    return AttributeValue.fromS(prefix + value);
  }

  private static AttributeValue seconds(Instant instant) {
    return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
  }
}
