package io.fairfall.feed;

/**
 * A part of a topic's subscriptions: one partition of the table of connections.
 *
 * @param number from 0
 */
record Shard(Topic topic, int number) {
  Shard {
    if (number < 0) {
      throw new IllegalArgumentException("shards are counted from 0");
    }
  }

  /** The partition that its subscriptions are in. */
  String partition() {
    return "channel:" + topic.name() + "#" + number;
  }
}
