package io.fairfall.realtime.delivery;

import io.avaje.jsonb.Json;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.LambdaInvoker;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.subscriptions.Shard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Others who post to a shard, where there are several. */
@FunctionalInterface
public interface FanoutWorkers {

  /**
   * Has a shard's followers told, and waits for it.
   *
   * @param patience how long to wait until somebody is free to do it
   * @return what became of it; nothing if nobody knows
   */
  Optional<Result> post(Task task, Duration patience);

  /** The worker function, one invocation for each shard. */
  static FanoutWorkers through(LambdaInvoker invoker, String workerFunction) {
    return (task, patience) ->
        invoker
            .invoke(workerFunction, task, patience)
            .map(answer -> JsonCodec.fromStore(Result.class, answer));
  }

  /**
   * One shard's share of a batch.
   *
   * @param postsPerSecond its share of what the account may post
   */
  @Json
  record Task(String topic, int shard, int postsPerSecond, List<Event> events) {
    /** A batch of the stream has no more records. */
    static final int MAX_EVENTS = 100;

    public Task {
      if (topic == null || events == null || events.size() > MAX_EVENTS || postsPerSecond < 0) {
        throw new IllegalArgumentException("a task has a topic, and events, not too many");
      }
    }

    public Shard to() {
      return new Shard(new Topic(topic), shard);
    }
  }

  /**
   * What became of a task.
   *
   * @param failedFrom the place in the list from which all have to be delivered again, or null
   * @param followers how many follow in the shard
   */
  @Json
  record Result(@Nullable Integer failedFrom, int followers) {}
}
