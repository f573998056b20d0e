package io.fairfall.runner.schedule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.template.Arns;
import io.fairfall.runner.template.ScheduleSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What EventBridge Scheduler sends to a function. */
final class SchedulerEvent {
  private SchedulerEvent() {}

  /**
   * The schedule's own input, or the default notification.
   *
   * <p>In that notification {@code detail} is a text holding an empty object, not an object:
   * Lambda's {@code ScheduledEvent} cannot be read from it (aws-lambda-java-libs, issue 479), so
   * handlers take a stream or a map. Being exact here makes such a handler fail on this machine
   * first.
   */
  static byte[] of(ScheduleSpec schedule, Instant time) {
    if (schedule.input().isPresent()) {
      return schedule.input().get().getBytes(StandardCharsets.UTF_8);
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event
        .put("version", "0")
        .put("id", UUID.randomUUID().toString())
        .put("detail-type", "Scheduled Event")
        .put("source", "aws.scheduler")
        .put("account", Arns.ACCOUNT)
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", Arns.REGION);
    event
        .putArray("resources")
        .add(
            "arn:aws:scheduler:%s:%s:schedule/default/%s"
                .formatted(Arns.REGION, Arns.ACCOUNT, schedule.id()));
    event.put("detail", "{}");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
