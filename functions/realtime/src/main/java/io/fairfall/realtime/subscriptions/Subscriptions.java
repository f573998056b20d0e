package io.fairfall.realtime.subscriptions;

import io.fairfall.realtime.channels.Topic;
import java.util.Collection;

/** Where a hello writes what its connection follows from now on. */
@FunctionalInterface
public interface Subscriptions {
  /**
   * Subscribes a connection to topics, beside those it has. When this returns, whoever asks for the
   * topics' followers finds it.
   *
   * @return false if there is no such connection any more
   */
  boolean subscribe(String connectionId, Collection<Topic> topics);
}
