package io.fairfall.realtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.realtime.subscriptions.ConnectionCount;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * The gauge of open connections: a schedule has it count them every minute, into the metric {@code
 * ConnectionsOpen} and an item. What is not known is not told: the metric has no value for that
 * minute then.
 */
public final class ConnectionGauge implements RequestStreamHandler {
  private static final String METRIC = "ConnectionsOpen";

  /** Key of the item in the work table. */
  static final String ITEM = "gauge:connections";

  private final ConnectionCount connections;
  private final LongConsumer gauge;

  public ConnectionGauge() {
    this(System.getenv());
  }

  public ConnectionGauge(Map<String, String> variables) {
    this(new Environment(variables), InstantSource.system());
  }

  private ConnectionGauge(Environment environment, InstantSource clock) {
    this(
        new ConnectionCount(
            new AwsClients(environment).dynamoDb(),
            environment.require("CONNECTIONS_TABLE"),
            clock),
        both(
            gauge(new Metrics(environment, clock)),
            new CoordinationItem(
                new AwsClients(environment).dynamoDb(), environment.require("WORK_TABLE"), ITEM),
            clock));
  }

  ConnectionGauge(ConnectionCount connections, LongConsumer gauge) {
    this.connections = connections;
    this.gauge = gauge;
  }

  /** The number goes into an item as well, which {@code GET /health} reads. */
  static LongConsumer both(LongConsumer metric, CoordinationItem item, InstantSource clock) {
    return open -> {
      metric.accept(open);
      item.change(
          "SET #open = :open, #at = :at",
          null,
          Map.of(
              ":open",
              CoordinationItem.number(open),
              ":at",
              CoordinationItem.number(clock.millis())));
    };
  }

  private static LongConsumer gauge(Metrics metrics) {
    return open -> metrics.value(METRIC, "Count", open, Map.of());
  }

  @Override
  public void handleRequest(InputStream ignored, OutputStream nothing, Context lambda) {
    try {
      OptionalLong open = connections.open();
      if (open.isPresent()) {
        gauge.accept(open.getAsLong());
      } else {
        Log.warn("connections_not_counted", Map.of("why", "there are more than are read"));
      }
    } catch (StoreUnavailableException unanswered) {
      Log.failure("connections_not_counted", unanswered, Map.of());
    }
  }
}
