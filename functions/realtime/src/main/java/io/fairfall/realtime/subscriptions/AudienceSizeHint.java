package io.fairfall.realtime.subscriptions;

import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.realtime.channels.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How many hear of bets and how long it takes to tell them all, as the broadcaster found at last
 * and the projector wants to know: the item {@code audience:rounds}. A hint with a date: it decides
 * how long facts are gathered, never who is told.
 */
public final class AudienceSizeHint {
  /** A note is written so often at most, by each instance. */
  public static final long NOTED_MS = 2_000;

  /** An older note says nothing: most of them may have left. */
  public static final long COUNTS_MS = 60_000;

  private static final String NOTE = "audience";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final AtomicLong nextMs = new AtomicLong();
  private volatile Seen known = Seen.NOBODY;

  public AudienceSizeHint(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  public static AudienceSizeHint of(Environment environment, InstantSource clock) {
    return new AudienceSizeHint(
        new AwsClients(environment).dynamoDb(), environment.require("CONNECTIONS_TABLE"), clock);
  }

  /**
   * What was seen of an audience.
   *
   * @param followers how many there are
   * @param tellingMs milliseconds from the first post of an event to its last
   */
  public record Seen(int followers, long tellingMs) {
    public static final Seen NOBODY = new Seen(0, 0);
  }

  /** What was seen of a topic just now. Only bets come so many at once that it matters. */
  public void note(Topic topic, Seen seen) {
    long now = clock.millis();
    long next = nextMs.get();
    if (!topic.equals(Topic.ROUNDS) || now < next || !nextMs.compareAndSet(next, now + NOTED_MS)) {
      return;
    }
    Map<String, AttributeValue> item = ConnectionRegistry.key(NOTE + ":" + topic.name(), NOTE);
    item.put("followers", number(seen.followers()));
    item.put("tellingMs", number(seen.tellingMs()));
    item.put("seenAt", number(now));
    item.put("expiresAt", number(Duration.ofMillis(now + COUNTS_MS).toSeconds()));
    try {
      dynamo.putItem(put -> put.tableName(table).item(item));
    } catch (SdkException failure) {
      Log.failure("audience_size_not_stored", failure, Map.of());
    }
  }

  /** Who hears of bets; nobody if nobody has said so lately. Asks the table now and then. */
  public Seen ofRounds() {
    long now = clock.millis();
    long next = nextMs.get();
    if (now >= next && nextMs.compareAndSet(next, now + NOTED_MS)) {
      known = read(now);
    }
    return known;
  }

  private Seen read(long now) {
    try {
      Map<String, AttributeValue> item =
          dynamo
              .getItem(
                  get ->
                      get.tableName(table)
                          .key(ConnectionRegistry.key(NOTE + ":" + Topic.ROUNDS.name(), NOTE)))
              .item();
      AttributeValue followers = item.get("followers");
      AttributeValue seenAt = item.get("seenAt");
      AttributeValue tellingMs = item.get("tellingMs");
      if (followers == null
          || tellingMs == null
          || seenAt == null
          || now - Long.parseLong(seenAt.n()) > COUNTS_MS) {
        return Seen.NOBODY;
      }
      return new Seen(Integer.parseInt(followers.n()), Long.parseLong(tellingMs.n()));
    } catch (SdkException failure) {
      Log.failure("audience_size_unknown", failure, Map.of());
      return known;
    }
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
