package io.fairfall.runner.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairfall.runner.problem.CannotStartException;
import io.fairfall.runner.template.ScheduleSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SchedulesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-20T10:15:30.123Z"));

  private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();

  @Test
  void theFirstTickComesAtOnceWithTheNotificationOfTheScheduler() throws Exception {
    try (Schedules running = start(schedule("rate(1 minute)", Optional.empty(), 0))) {
      assertNotNull(running);
      JsonNode event = new ObjectMapper().readTree(next());
      assertEquals("aws.scheduler", event.path("source").asText());
      assertEquals("Scheduled Event", event.path("detail-type").asText());
      assertEquals("2026-11-20T10:15:30Z", event.path("time").asText());
      assertTrue(event.path("detail").isTextual());
      assertEquals(
          "arn:aws:scheduler:us-east-1:000000000000:schedule/default/Conductor.Tick",
          event.path("resources").path(0).asText());
      assertNull(events.poll(300, TimeUnit.MILLISECONDS), "the next tick is a minute away");
    }
  }

  @Test
  void anInputOfItsOwnIsSentAsItIs() throws Exception {
    try (Schedules running = start(schedule("rate(2 hours)", Optional.of("{\"a\":1}"), 0))) {
      assertNotNull(running);
      assertEquals("{\"a\":1}", new String(next(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aRefusedTickIsOfferedAgainAsOftenAsThePolicySays() throws Exception {
    Schedules.Target full =
        (function, event) -> {
          events.add(event);
          return false;
        };
    ScheduleSpec once = schedule("rate(1 day)", Optional.of("{}"), 1);
    try (Schedules running = Schedules.start(List.of(once), full, CLOCK)) {
      assertNotNull(running);
      next();
      next();
      assertNull(events.poll(1_500, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void ratesAreMinutesHoursAndDays() {
    assertEquals(Duration.ofMinutes(1), Rate.of("Tick", "rate(1 minute)"));
    assertEquals(Duration.ofHours(12), Rate.of("Tick", "rate(12 hours)"));
    assertEquals(Duration.ofDays(3), Rate.of("Tick", "rate(3 days)"));
  }

  @Test
  void otherExpressionsStopTheStart() {
    for (String expression :
        List.of("cron(0 12 * * ? *)", "at(2026-01-01T00:00:00)", "rate(0 minutes)", "rate(5 s)")) {
      CannotStartException refused =
          assertThrows(
              CannotStartException.class, () -> start(schedule(expression, Optional.empty(), 0)));
      assertTrue(refused.sentence().contains(expression));
    }
  }

  private Schedules start(ScheduleSpec schedule) {
    return Schedules.start(List.of(schedule), (function, event) -> events.add(event), CLOCK);
  }

  private byte[] next() throws InterruptedException {
    byte[] event = events.poll(5, TimeUnit.SECONDS);
    assertNotNull(event, "a tick within five seconds");
    return event;
  }

  private static ScheduleSpec schedule(String expression, Optional<String> input, int retries) {
    return new ScheduleSpec("Conductor.Tick", "Conductor", expression, input, retries, 60);
  }
}
