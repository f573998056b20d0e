package io.fairfall.realtime.delivery;

import io.fairfall.betlogstore.PoolItems;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.realtime.channels.WeekTopics;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who is to be told of an event.
 *
 * <p>A subscription is enough for everything but a week of a pool: that is for those who are in the
 * pool at the time. Its members are read, consistently, after the entry was read from the stream,
 * so that whoever was taken out before a change was made never hears of that change. There is no
 * copy of the members, and so no time in which it could be old; it costs one read of some kilobytes
 * for each batch of a week's changes. A subscription that counts no more is removed.
 */
public final class SubscriberLookup {
  private static final PoolWeek NOBODYS = new PoolWeek("nobody", "2000-01-01");

  private final ConnectionRegistry registry;
  private final Function<String, Set<String>> members;

  /**
   * @param members the players who are in a pool now
   */
  SubscriberLookup(ConnectionRegistry registry, Function<String, Set<String>> members) {
    this.registry = registry;
    this.members = members;
  }

  static SubscriberLookup of(Environment environment, ConnectionRegistry registry) {
    PoolItems pools =
        new PoolItems(new AwsClients(environment).dynamoDb(), environment.require("BETLOG_TABLE"));
    return new SubscriberLookup(registry, pools::players);
  }

  /** Looks for followers of a week that there is not, for the same reason as the line does. */
  void rehearse() {
    try {
      in(new Shard(WeekTopics.topic(NOBODYS), 0));
    } catch (StoreUnavailableException failure) {
      Log.failure("not_rehearsed", failure, Map.of());
    }
  }

  /** The connections in a shard that are to be told now. */
  List<String> in(Shard shard) {
    return PoolWeek.of(shard.topic().name())
        .map(week -> inPool(week.pool(), shard))
        .orElseGet(() -> registry.followers(shard));
  }

  private List<String> inPool(String pool, Shard shard) {
    List<ConnectionRegistry.Subscriber> subscribers = registry.subscribers(shard);
    if (subscribers.isEmpty()) {
      return List.of();
    }
    Set<String> players = members.apply(pool);
    List<String> told = new ArrayList<>();
    for (ConnectionRegistry.Subscriber subscriber : subscribers) {
      if (subscriber.player() != null && players.contains(subscriber.player())) {
        told.add(subscriber.connectionId());
      } else {
        Log.info("no_longer_in_the_pool", Map.of("connection", subscriber.connectionId()));
        registry.unsubscribe(subscriber.connectionId(), shard);
      }
    }
    return told;
  }
}
