package io.fairfall.realtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Environment;
import io.fairfall.realtime.delivery.BatchTally;
import io.fairfall.realtime.delivery.Deadline;
import io.fairfall.realtime.delivery.DeliveryMetrics;
import io.fairfall.realtime.delivery.FanoutDispatcher;
import io.fairfall.realtime.delivery.FanoutWorkers;
import io.fairfall.realtime.delivery.FirstFailure;
import io.fairfall.realtime.delivery.ShardPublisher;
import io.fairfall.realtime.subscriptions.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The worker function: tells one shard's followers of events that the broadcaster or the fan-out
 * has read. It answers what failed, and they report it with the batch, so that a failure here stops
 * the stream's shard as one there does.
 */
public final class Worker implements RequestStreamHandler {
  private final ShardPublisher publisher;
  private final DeliveryMetrics metrics;

  public Worker() {
    this(System.getenv());
  }

  public Worker(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    InstantSource clock = InstantSource.system();
    this.publisher = FanoutDispatcher.posting(environment, clock);
    this.metrics = new DeliveryMetrics(environment, clock);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    FanoutWorkers.Task task = JsonCodec.fromStore(FanoutWorkers.Task.class, text);
    FanoutWorkers.Result result = work(task, Deadline.of(lambda));
    out.write(JsonCodec.write(result).getBytes(StandardCharsets.UTF_8));
  }

  private FanoutWorkers.Result work(FanoutWorkers.Task task, Deadline deadline) {
    Shard shard = task.to();
    List<ShardPublisher.Parcel> parcels =
        IntStream.range(0, task.events().size())
            .mapToObj(i -> new ShardPublisher.Parcel(i, shard, task.events().get(i)))
            .toList();
    BatchTally tally = new BatchTally();
    FirstFailure failures = new FirstFailure();
    int followers =
        publisher
            .post(parcels, task.postsPerSecond(), deadline, tally, failures)
            .getOrDefault(shard, 0);
    metrics.add(tally);
    OptionalInt failed = failures.index();
    return new FanoutWorkers.Result(failed.isEmpty() ? null : failed.getAsInt(), followers);
  }
}
