package io.fairfall.runner.streams;

import io.fairfall.runner.template.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mapping with Lambda's defaults, but for what a test says. */
final class Mapping {
  private static final String JOURNAL = "'dynamodb':{'NewImage':{'journal':{'S':";
  private final String function;
  private final List<String> filters = new ArrayList<>();
  private boolean trimHorizon = true;
  private int batchSize = 100;
  private int factor = 1;
  private boolean bisect;
  private int retries = -1;
  private boolean reports;
  private int windowSeconds;
  private int ageSeconds = -1;

  static Mapping to(String function) {
    return new Mapping(function);
  }

  private Mapping(String function) {
    this.function = function;
  }

  Mapping latest() {
    trimHorizon = false;
    return this;
  }

  Mapping batchSize(int records) {
    batchSize = records;
    return this;
  }

  Mapping factor(int lanes) {
    factor = lanes;
    return this;
  }

  Mapping bisecting() {
    bisect = true;
    return this;
  }

  Mapping retries(int most) {
    retries = most;
    return this;
  }

  Mapping reporting() {
    reports = true;
    return this;
  }

  Mapping filter(String pattern) {
    filters.add(pattern.replace("%s", JOURNAL).replace('\'', '"'));
    return this;
  }

  /** So that what was written before the start arrives in one batch. */
  Mapping windowSeconds(int seconds) {
    windowSeconds = seconds;
    return this;
  }

  Mapping ageSeconds(int most) {
    ageSeconds = most;
    return this;
  }

  StreamSpec build() {
    return new StreamSpec(
        function + ".Events",
        "Events",
        function,
        trimHorizon,
        batchSize,
        factor,
        bisect,
        retries,
        ageSeconds,
        windowSeconds,
        reports,
        filters,
        Optional.empty());
  }
}
