package io.fairfall.realtime.subscriptions;

import io.fairfall.journal.ItemPages;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Log;
import io.fairfall.realtime.channels.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * How the followers of a public topic are spread over partitions, so that each is small enough for
 * one worker to read and to post to.
 *
 * <p>One item per topic, {@code shards:<topic>}, says how many shards there are and which of them
 * takes newcomers. Without the item there is one shard. The count never falls.
 *
 * <p><b>No follower is missed.</b> Let a subscription be acknowledged before somebody asks for the
 * followers. Its shard was the one for newcomers in a version of the item that was read before the
 * subscription was written, and a version that names a shard counts it, because both are one write.
 * The count never falls, and the asker reads the item after that, consistently: it counts the
 * shard. The asker then reads the shard itself, consistently, and finds the subscription. It does
 * not matter how old the version was that the newcomer went by: an instance may remember it for a
 * while. Who asks must not remember the count.
 *
 * <p>That a shard is full is found by a sample of those who join it: one in {@value #SAMPLE} counts
 * it. So a shard exceeds {@link #FULL} by some dozens, and by a few hundred in a storm, which costs
 * its worker time and nobody an event. From a full shard newcomers are sent to one that others have
 * left, or else to a new one. A counter of members would need a write for every coming and going,
 * and would drift with every goodbye that is never said.
 */
public final class Shards {
  /** Followers from which on a shard takes no more newcomers. */
  public static final int FULL = 1_000;

  /** Followers below which a shard that was left takes newcomers again. */
  static final int ROOMY = FULL / 2;

  /** Half a million followers; beyond, the last shards grow. */
  static final int MAX_SHARDS = 512;

  /** One in so many who join looks how full it has become. */
  public static final int SAMPLE = 32;

  private static final int MAX_PROBES = 4;
  private static final int MAX_PAGES = 16;
  private static final long REMEMBERED_MS = 500;
  private static final String ITEM = "shards:";
  private static final String COUNT = "shardCount";
  private static final String NEWCOMERS = "newcomersTo";
  private static final String UNCHANGED = "#count = :countWas AND #newcomers = :newcomersWas";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final Map<Topic, Remembered> remembered = new ConcurrentHashMap<>();

  Shards(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /**
   * @param count how many shards there are
   * @param newcomers the number of the one that newcomers join
   */
  private record Spread(int count, int newcomers) {
    static final Spread ONE = new Spread(1, 0);
  }

  private record Remembered(Shard shard, long untilMs) {}

  /** How many shards a topic has now; read consistently. */
  int count(Topic topic) {
    return topic.isPrivate() ? 1 : read(topic).count();
  }

  /** All shards of a topic; read consistently. */
  Stream<Shard> of(Topic topic) {
    return IntStream.range(0, count(topic)).mapToObj(number -> new Shard(topic, number));
  }

  /** Where a newcomer's subscription goes. A player's own topic has a single shard. */
  Shard forNewcomers(Topic topic) {
    if (topic.isPrivate()) {
      return new Shard(topic, 0);
    }
    long now = clock.millis();
    Remembered known = remembered.get(topic);
    if (known == null || known.untilMs() <= now) {
      Shard shard = new Shard(topic, read(topic).newcomers());
      known = new Remembered(shard, now + REMEMBERED_MS);
      remembered.put(topic, known);
    }
    return known.shard();
  }

  /** Somebody has joined: now and then it is counted, and newcomers are sent on if it is full. */
  void joined(Shard shard, String connectionId) {
    if (shard.topic().isPrivate() || Math.floorMod(connectionId.hashCode(), SAMPLE) != 0) {
      return;
    }
    try {
      if (population(shard) >= FULL) {
        sendOn(shard, connectionId);
      }
    } catch (StoreUnavailableException failure) {
      // the next one of the sample looks again
      Log.failure("shard_not_counted", failure, Map.of("shard", shard.partition()));
    }
  }

  private void sendOn(Shard full, String connectionId) {
    Spread now = read(full.topic());
    if (now.newcomers() != full.number()) {
      return;
    }
    Optional<Shard> left = roomy(full, now.count(), connectionId);
    if (left.isPresent()) {
      write(full.topic(), now, new Spread(now.count(), left.get().number()));
    } else if (now.count() < MAX_SHARDS) {
      write(full.topic(), now, new Spread(now.count() + 1, now.count()));
    } else {
      Log.warn("shards_exhausted", Map.of("topic", full.topic().name()));
    }
    remembered.remove(full.topic());
  }

  /** A shard with room, among a few that start at a place as good as random. */
  private Optional<Shard> roomy(Shard full, int count, String connectionId) {
    int start = connectionId.hashCode() / SAMPLE;
    return IntStream.range(0, Math.min(count, MAX_PROBES))
        .mapToObj(probe -> new Shard(full.topic(), Math.floorMod(start + probe, count)))
        .filter(shard -> !shard.equals(full))
        .filter(shard -> population(shard) < ROOMY)
        .findFirst();
  }

  /**
   * How many follow in a shard, as good as now. A shard that is too large to be counted, be it with
   * those who have expired, is {@link #FULL}.
   */
  private int population(Shard shard) {
    long nowSeconds = Duration.ofMillis(clock.millis()).toSeconds();
    QueryRequest counting =
        ConnectionRegistry.live(table, shard.partition(), nowSeconds).select(Select.COUNT).build();
    AtomicInteger population = new AtomicInteger();
    boolean isCounted =
        ItemPages.each(
            dynamo, counting, MAX_PAGES, page -> population.addAndGet(page.count()) < FULL);
    return isCounted ? population.get() : FULL;
  }

  private Spread read(Topic topic) {
    Map<String, AttributeValue> item =
        ConnectionRegistry.answered(
                () ->
                    dynamo.getItem(
                        get -> get.tableName(table).key(key(topic)).consistentRead(true)))
            .item();
    AttributeValue count = item.get(COUNT);
    AttributeValue newcomers = item.get(NEWCOMERS);
    return count == null || newcomers == null
        ? Spread.ONE
        : new Spread(Integer.parseInt(count.n()), Integer.parseInt(newcomers.n()));
  }

  /** Writes what comes next, unless somebody else has: what they found is as good. */
  private void write(Topic topic, Spread before, Spread after) {
    try {
      ConnectionRegistry.answered(
          () ->
              dynamo.updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key(topic))
                          .updateExpression("SET #count = :count, #newcomers = :newcomers")
                          .conditionExpression(
                              before.equals(Spread.ONE)
                                  ? "attribute_not_exists(pk) OR (" + UNCHANGED + ")"
                                  : UNCHANGED)
                          .expressionAttributeNames(
                              Map.of("#count", COUNT, "#newcomers", NEWCOMERS))
                          .expressionAttributeValues(
                              Map.of(
                                  ":count", number(after.count()),
                                  ":newcomers", number(after.newcomers()),
                                  ":countWas", number(before.count()),
                                  ":newcomersWas", number(before.newcomers())))));
    } catch (ConditionalCheckFailedException somebodyElseDid) {
      // newcomers are sent on all the same
    }
  }

  private static Map<String, AttributeValue> key(Topic topic) {
    return ConnectionRegistry.key(ITEM + topic.name(), "shards");
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
