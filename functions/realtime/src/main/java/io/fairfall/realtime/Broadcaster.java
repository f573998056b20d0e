package io.fairfall.realtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.platform.StreamBatch;
import io.fairfall.realtime.channels.Events;
import io.fairfall.realtime.delivery.Deadline;
import io.fairfall.realtime.delivery.DualPathBroadcast;
import io.fairfall.realtime.delivery.FanoutDispatcher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The broadcaster function: entries of journals, as their streams bring them, become messages to
 * those who follow. Every version is told, none is filtered out, so that a hole is always visible.
 *
 * <p>A stream keeps the order of one item's changes, and entries of a journal are different items:
 * within a batch they are put in the order of their versions, and across batches clients do that.
 */
public final class Broadcaster implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private static final Comparator<StreamBatch.Item> BY_JOURNAL_AND_VERSION =
      Comparator.comparing((StreamBatch.Item item) -> item.entry().journal())
          .thenComparingLong(item -> item.entry().version());

  private final DualPathBroadcast delivery;
  private final Consumer<StreamBatch> watch;

  public Broadcaster() {
    this(System.getenv());
  }

  public Broadcaster(Map<String, String> variables) {
    this(new Environment(variables));
  }

  private Broadcaster(Environment environment) {
    InstantSource clock = InstantSource.system();
    Metrics metrics = new Metrics(environment, clock);
    this.delivery = DualPathBroadcast.of(environment, clock);
    this.watch = batch -> batch.countRewritten(metrics);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context lambda) {
    StreamBatch batch = new StreamBatch(event);
    watch.accept(batch);
    StreamBatch.Contents contents = batch.contents();
    OptionalInt failed = contents.unreadable();
    List<StreamBatch.Item> items = new ArrayList<>(contents.items());
    items.sort(BY_JOURNAL_AND_VERSION);
    List<FanoutDispatcher.Envelope> parcels = new ArrayList<>();
    for (StreamBatch.Item item : items) {
      try {
        Events.Addressed told = Events.of(item.entry());
        parcels.add(new FanoutDispatcher.Envelope(item.index(), told.topic(), told.event()));
      } catch (RuntimeException unreadable) {
        Log.failure("entry_unreadable", unreadable, Map.of("journal", item.entry().journal()));
        failed = StreamBatch.earlier(failed, OptionalInt.of(item.index()));
      }
    }
    return batch.answer(
        StreamBatch.earlier(failed, delivery.deliver(parcels, Deadline.of(lambda))));
  }
}
