package io.fairfall.runner.template;

import java.util.Optional;

/**
 * A schedule of EventBridge Scheduler.
 *
 * @param expression like {@code rate(1 minute)}
 * @param input the event as JSON text, where the template gives one
 */
public record ScheduleSpec(
    String id,
    String functionLogicalId,
    String expression,
    Optional<String> input,
    int maxRetries,
    int maxEventAgeSeconds) {}
