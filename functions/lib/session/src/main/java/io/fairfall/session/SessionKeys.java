package io.fairfall.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The keys of session tokens, which the system makes for itself: one item in the secrets table,
 * written by the first sign-in of all on the condition that there is none. Whoever comes second
 * takes what the first one wrote.
 *
 * <p>Keys are read again every few minutes. A new key is therefore put into the item with an
 * instant, later than that, from which it signs: by then every verifier knows it. A key that was
 * taken out of the item verifies nothing once the copies in memory have aged.
 */
public final class SessionKeys {
  /** How old the copy in memory may become before it is read again. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  private static final String PK = "session-key";
  private static final String NONE_YET = "attribute_not_exists(pk)";
  private static final int KID_BYTES = 8;

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final Randomness randomness;
  private volatile @Nullable Copy copy;

  /** Keys in the secrets table of that name. */
  public SessionKeys(
      DynamoDbClient dynamo, String table, InstantSource clock, Randomness randomness) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    this.randomness = randomness;
  }

  /** The key that signs now; made on the first call of all. */
  SigningKey signing() {
    KeyRing ring = read().orElseGet(this::create);
    return ring.signingAt(clock.instant());
  }

  /** The key of that name, whether it signs or only verifies. This only ever reads. */
  Optional<SigningKey> find(String kid) {
    return read().flatMap(ring -> ring.find(kid));
  }

  private Optional<KeyRing> read() {
    Copy known = copy;
    if (known != null && known.isFresh(clock.instant())) {
      return Optional.of(known.ring());
    }
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(table)
                        .key(Map.of("pk", AttributeValue.fromS(PK)))
                        .consistentRead(true))
            .item();
    // that there is no key yet is never remembered: the next sign-in makes one
    return item.isEmpty() ? Optional.empty() : Optional.of(remember(KeyRing.stored(item)));
  }

  private KeyRing create() {
    SigningKey first =
        SigningKey.of(randomness.hex(KID_BYTES), 0, randomness.bytes(SigningKey.SECRET_BYTES));
    KeyRing ring = new KeyRing(List.of(first));
    try {
      dynamo.putItem(
          put ->
              put.tableName(table)
                  .item(ring.toStore(PK))
                  .conditionExpression(NONE_YET)
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return remember(ring);
    } catch (ConditionalCheckFailedException another) {
      return remember(KeyRing.stored(another.item()));
    }
  }

  private KeyRing remember(KeyRing ring) {
    copy = new Copy(ring, clock.instant());
    return ring;
  }

  private record Copy(KeyRing ring, Instant readAt) {
    boolean isFresh(Instant now) {
      return now.isBefore(readAt.plus(FRESH));
    }
  }
}
