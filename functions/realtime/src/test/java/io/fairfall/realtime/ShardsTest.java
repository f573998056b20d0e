package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.Shard;
import io.fairfall.realtime.subscriptions.Shards;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Shards on a real store. Most followers are written in batches; those who matter subscribe. */
@Tag("integration")
class ShardsTest {
  private static final String TABLE = "connections";
  private static final int MAX_BATCH_ITEMS = 25;

  @AutoClose private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();

  @BeforeEach
  void table() {
    dynamo.createKeyedTable(TABLE, "pk", "sk");
  }

  @Test
  void aFewFollowersShareOneShard() {
    ConnectionRegistry connections = instance();
    join(connections, "a");
    join(connections, "b");
    assertEquals(List.of(new Shard(Topic.GAME, 0)), connections.shards(Topic.GAME));
    assertEquals(List.of("a", "b"), connections.followers(new Shard(Topic.GAME, 0)));
  }

  @Test
  void newcomersOfAFullShardOpenAnother() {
    fill(new Shard(Topic.GAME, 0), Shards.FULL);
    List<String> joined = joinUntilShards(2, 1);
    join(instance(), "newcomer");
    assertEquals(List.of("newcomer"), instance().followers(new Shard(Topic.GAME, 1)));
    assertEquals(
        Shards.FULL + joined.size() + 1, new HashSet<>(instance().followers(Topic.GAME)).size());
    assertTrue(joined.size() < 10 * Shards.SAMPLE, joined.size() + " joined before it was seen");
  }

  @Test
  void aShardThatOthersHaveLeftIsFilledAgainBeforeAnotherIsOpened() {
    fill(new Shard(Topic.GAME, 0), Shards.FULL);
    joinUntilShards(2, 1);
    instance().followers(new Shard(Topic.GAME, 0)).forEach(id -> leave(id, 0));
    fill(new Shard(Topic.GAME, 1), Shards.FULL);
    ConnectionRegistry connections = instance();
    for (int i = 0; instance().followers(new Shard(Topic.GAME, 0)).isEmpty(); i++) {
      assertTrue(i < 1_000, "nobody is sent back to the shard that is empty");
      join(instance(), "back" + i);
    }
    assertEquals(2, connections.shards(Topic.GAME).size());
  }

  @Test
  void aConnectionStaysInItsShardAndIsRemovedFromIt() {
    ConnectionRegistry connections = instance();
    join(connections, "early");
    fill(new Shard(Topic.GAME, 0), Shards.FULL);
    joinUntilShards(2, 1);
    assertTrue(instance().subscribe("early", List.of(Topic.GAME, Topic.SETTINGS)));
    join(instance(), "late");
    assertEquals(1, times("early"));
    instance().remove("early");
    instance().remove("late");
    assertEquals(0, times("early") + times("late"));
    assertEquals(List.of(), instance().followers(Topic.SETTINGS));
  }

  @Test
  void aPlayersOwnTopicIsOneShardHoweverManyTabsAreOpen() {
    Topic own = Topic.account(RealtimeFixture.ALICE);
    fill(new Shard(own, 0), Shards.FULL);
    IntStream.range(0, 2 * Shards.SAMPLE)
        .mapToObj(i -> "tab" + i)
        .forEach(
            id -> {
              ConnectionRegistry connections = instance();
              connections.open(id, RealtimeFixture.ALICE, null);
              connections.subscribe(id, List.of(own));
            });
    assertEquals(List.of(new Shard(own, 0)), instance().shards(own));
  }

  /** As when thousands have expired there and nothing has removed them yet. */
  @Test
  void aShardThatIsTooLargeToBeCountedIsFull() {
    ConnectionRegistry connections =
        new ConnectionRegistry(endless(dynamo.client()), TABLE, InstantSource.system());
    List<String> joined = new ArrayList<>();
    while (instance().shards(Topic.GAME).size() < 2) {
      assertTrue(joined.size() < 2_000, "no shard is opened");
      joined.add("e" + joined.size());
      join(connections, joined.getLast());
    }
    assertTrue(joined.size() < Shards.FULL);
  }

  /** A table that never comes to the end of counting. */
  private static DynamoDbClient endless(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            ShardsTest.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (arguments != null
                  && arguments[0] instanceof QueryRequest query
                  && query.select() == Select.COUNT) {
                return QueryResponse.builder()
                    .count(0)
                    .lastEvaluatedKey(Map.of("pk", AttributeValue.fromS("on")))
                    .build();
              }
              return method.invoke(client, arguments);
            });
  }

  /**
   * Four instances subscribe while another asks for the followers, over and over, and shards fill:
   * whoever was acknowledged before it asked is in what it is told.
   */
  @Test
  void nobodyIsMissedWhileShardsAreAdded() throws InterruptedException {
    fill(new Shard(Topic.GAME, 0), Shards.FULL);
    AtomicBoolean areMore = new AtomicBoolean();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    List<Thread> subscribers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String name = "w" + writer + "-";
      subscribers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    ConnectionRegistry connections = instance();
                    for (int i = 0; i < 120 || (!areMore.get() && i < 2_000); i++) {
                      join(connections, name + i);
                      acknowledged.add(name + i);
                    }
                  }));
    }
    Thread filler = Thread.ofPlatform().start(() -> keepFilling(areMore));
    ConnectionRegistry reader = instance();
    int looks = 0;
    for (boolean done = false; !done; ) {
      done = subscribers.stream().noneMatch(Thread::isAlive);
      Set<String> before = new TreeSet<>(acknowledged);
      before.removeAll(reader.followers(Topic.GAME));
      assertEquals(Set.of(), before, "missed at look " + looks);
      looks++;
    }
    filler.interrupt();
    filler.join();
    assertTrue(instance().shards(Topic.GAME).size() > 2, "shards were added meanwhile");
    assertTrue(looks > 3, looks + " looks");
  }

  /** Whatever shard takes newcomers is made full, so that newcomers are soon sent on. */
  private void keepFilling(AtomicBoolean areMore) {
    for (int shard = 1; shard < 8 && !Thread.currentThread().isInterrupted(); ) {
      if (instance().shards(Topic.GAME).size() > shard) {
        areMore.set(shard > 1);
        fill(new Shard(Topic.GAME, shard), Shards.FULL);
        shard++;
      }
    }
  }

  private List<String> joinUntilShards(int count, int newcomers) {
    List<String> joined = new ArrayList<>();
    while (instance().shards(Topic.GAME).size() < count) {
      assertTrue(joined.size() < 2_000, "no shard is opened");
      String id = "j" + newcomers + "-" + joined.size();
      join(instance(), id);
      joined.add(id);
    }
    return joined;
  }

  /** An instance of a function that has just been started and remembers nothing. */
  private ConnectionRegistry instance() {
    return new ConnectionRegistry(dynamo.client(), TABLE, InstantSource.system());
  }

  private static void join(ConnectionRegistry connections, String id) {
    connections.open(id, null, null);
    assertTrue(connections.subscribe(id, List.of(Topic.GAME)));
  }

  private int times(String id) {
    return (int) instance().followers(Topic.GAME).stream().filter(id::equals).count();
  }

  private void leave(String id, int shard) {
    instance().unsubscribe(id, new Shard(Topic.GAME, shard));
  }

  private void fill(Shard shard, int followers) {
    List<WriteRequest> writes =
        IntStream.range(0, followers)
            .mapToObj(i -> subscription(shard, "f" + shard.number() + "-" + i))
            .toList();
    for (int from = 0; from < writes.size(); from += MAX_BATCH_ITEMS) {
      List<WriteRequest> batch =
          writes.subList(from, Math.min(from + MAX_BATCH_ITEMS, writes.size()));
      dynamo.client().batchWriteItem(write -> write.requestItems(Map.of(TABLE, batch)));
    }
  }

  private static WriteRequest subscription(Shard shard, String id) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS(shard.partition()));
    item.put("sk", AttributeValue.fromS(id));
    item.put("expiresAt", AttributeValue.fromN("99999999999"));
    return WriteRequest.builder().putRequest(put -> put.item(item)).build();
  }
}
