package io.fairfall.realtime.subscriptions;

import io.fairfall.realtime.channels.Topic;

/**
 * A part of a topic's subscriptions: one partition of the table of connections.
 *
 * @param number from 0
 */
public record Shard(Topic topic, int number) {
  public Shard {
    if (number < 0) {
      throw new IllegalArgumentException("shards are counted from 0");
    }
  }

  /** The partition that its subscriptions are in. */
  public String partition() {
    return "channel:" + topic.name() + "#" + number;
  }
}
