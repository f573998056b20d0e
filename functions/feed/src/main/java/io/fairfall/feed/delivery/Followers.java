package io.fairfall.feed.delivery;

import io.fairfall.edge.Aws;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Log;
import io.fairfall.feed.audience.Connections;
import io.fairfall.feed.audience.Shard;
import io.fairfall.feed.channels.Weeks;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.pools.PoolItems;
import io.fairfall.pools.PoolWeek;
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
public final class Followers {
  private static final PoolWeek NOBODYS = new PoolWeek("nobody", "2000-01-01");

  private final Connections connections;
  private final Function<String, Set<String>> members;

  /**
   * @param members the players who are in a pool now
   */
  Followers(Connections connections, Function<String, Set<String>> members) {
    this.connections = connections;
    this.members = members;
  }

  static Followers of(Environment environment, Connections connections) {
    PoolItems pools =
        new PoolItems(new Aws(environment).dynamoDb(), environment.require("BETLOG_TABLE"));
    return new Followers(connections, pools::players);
  }

  /** Looks for followers of a week that there is not, for the same reason as the line does. */
  void rehearse() {
    try {
      in(new Shard(Weeks.topic(NOBODYS), 0));
    } catch (StoreUnavailable failure) {
      Log.failure("not_rehearsed", failure, Map.of());
    }
  }

  /** The connections in a shard that are to be told now. */
  List<String> in(Shard shard) {
    return PoolWeek.of(shard.topic().name())
        .map(week -> inPool(week.pool(), shard))
        .orElseGet(() -> connections.followers(shard));
  }

  private List<String> inPool(String pool, Shard shard) {
    List<Connections.Subscriber> subscribers = connections.subscribers(shard);
    if (subscribers.isEmpty()) {
      return List.of();
    }
    Set<String> players = members.apply(pool);
    List<String> told = new ArrayList<>();
    for (Connections.Subscriber subscriber : subscribers) {
      if (subscriber.player() != null && players.contains(subscriber.player())) {
        told.add(subscriber.connectionId());
      } else {
        Log.info("no_longer_in_the_pool", Map.of("connection", subscriber.connectionId()));
        connections.unsubscribe(subscriber.connectionId(), shard);
      }
    }
    return told;
  }
}
