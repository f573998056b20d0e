package io.fairfall.runner.template;

/** How many requests one route takes: a steady rate, and a burst above it. */
public record ThrottleSpec(int requestsPerSecond, int burst) {}
