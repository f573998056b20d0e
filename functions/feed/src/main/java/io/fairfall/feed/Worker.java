package io.fairfall.feed;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.jsonb.Json;
import io.fairfall.edge.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The worker function: tells one shard's followers of events that the broadcaster or the fan-out
 * has read. It answers what failed, and they report it with the batch, so that a failure here stops
 * the stream's shard as one there does.
 */
public final class Worker implements RequestStreamHandler {
  private final Posting posting;
  private final DeliveryMetrics metrics;

  public Worker() {
    this(System.getenv());
  }

  public Worker(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    this.posting = Delivery.posting(environment);
    this.metrics = new DeliveryMetrics(environment);
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

    Task {
      if (topic == null || events == null || events.size() > MAX_EVENTS || postsPerSecond < 0) {
        throw new IllegalArgumentException("a task has a topic, and events, not too many");
      }
    }

    Shard to() {
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

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Task task = io.fairfall.edge.Json.fromOurselves(Task.class, text);
    Result result = work(task, Deadline.of(lambda));
    out.write(io.fairfall.edge.Json.write(result).getBytes(StandardCharsets.UTF_8));
  }

  private Result work(Task task, Deadline deadline) {
    Shard shard = task.to();
    List<Posting.Parcel> parcels =
        IntStream.range(0, task.events().size())
            .mapToObj(i -> new Posting.Parcel(i, shard, task.events().get(i)))
            .toList();
    BatchTally tally = new BatchTally();
    FirstFailure failures = new FirstFailure();
    int followers =
        posting
            .post(parcels, task.postsPerSecond(), deadline, tally, failures)
            .getOrDefault(shard, 0);
    metrics.add(tally);
    OptionalInt failed = failures.index();
    return new Result(failed.isEmpty() ? null : failed.getAsInt(), followers);
  }
}
