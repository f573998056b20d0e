package io.fairfall.runner.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a function's events: routes of the HTTP API, streams and schedules. */
final class EventReader {
  private static final int DEFAULT_BATCH = 100;
  private static final int UNBOUNDED = -1;
  private static final int DEFAULT_SCHEDULE_RETRIES = 185;
  private static final int DEFAULT_SCHEDULE_AGE_SECONDS = 86_400;

  private final List<StreamSpec> streams = new ArrayList<>();
  private final List<ScheduleSpec> schedules = new ArrayList<>();
  private final List<HttpEvent> httpEvents = new ArrayList<>();

  /**
   * A route as a function asks for it.
   *
   * @param authorizer as written: a name, NONE, or nothing for the API's default
   */
  record HttpEvent(
      String api, String method, String path, String function, Optional<String> authorizer) {}

  List<StreamSpec> streams() {
    return streams;
  }

  List<ScheduleSpec> schedules() {
    return schedules;
  }

  List<HttpEvent> httpEvents() {
    return httpEvents;
  }

  void read(String function, String name, TemplateFields event) {
    String type = event.text("Type");
    TemplateFields properties = event.fields("Properties");
    event.end();
    switch (type) {
      case "HttpApi" -> httpEvents.add(http(function, properties));
      case "DynamoDB" -> streams.add(stream(function, function + "." + name, properties));
      case "ScheduleV2" -> schedules.add(schedule(function, function + "." + name, properties));
      default ->
          throw event.error(
              "%s has the type %s, which the one-machine runner does not understand."
                  .formatted(event.path(), type));
    }
    properties.end();
  }

  private static HttpEvent http(String function, TemplateFields properties) {
    TemplateFields auth = properties.fields("Auth");
    Optional<String> authorizer = auth.findText("Authorizer");
    auth.end();
    properties.fixed("PayloadFormatVersion", "2.0");
    return new HttpEvent(
        properties.text("ApiId"),
        properties.text("Method").toUpperCase(Locale.ROOT),
        properties.text("Path"),
        function,
        authorizer);
  }

  private static StreamSpec stream(String function, String id, TemplateFields properties) {
    String arn = properties.text("Stream");
    int begin = arn.indexOf("table/");
    int end = arn.indexOf("/stream/");
    if (begin < 0 || end < 0) {
      throw properties.error(id + " follows " + arn + ", which is not a table's stream.");
    }
    List<String> responses = properties.texts("FunctionResponseTypes");
    String start = properties.text("StartingPosition");
    if (!start.equals("TRIM_HORIZON") && !start.equals("LATEST")) {
      throw properties.error(id + " starts at " + start + ".");
    }
    TemplateFields destination = properties.fields("DestinationConfig");
    TemplateFields failure = destination.fields("OnFailure").ignore("Type");
    Optional<String> onFailure = failure.findText("Destination");
    failure.end();
    destination.end();
    return new StreamSpec(
        id,
        arn.substring(begin + "table/".length(), end),
        function,
        start.equals("TRIM_HORIZON"),
        properties.number("BatchSize", DEFAULT_BATCH),
        properties.number("ParallelizationFactor", 1),
        properties.flag("BisectBatchOnFunctionError"),
        properties.number("MaximumRetryAttempts", UNBOUNDED),
        properties.number("MaximumRecordAgeInSeconds", UNBOUNDED),
        properties.number("MaximumBatchingWindowInSeconds", 0),
        responses.contains("ReportBatchItemFailures"),
        filters(id, properties.fields("FilterCriteria")),
        onFailure);
  }

  private static List<String> filters(String id, TemplateFields criteria) {
    List<String> patterns = new ArrayList<>();
    for (TemplateValue value : criteria.values("Filters")) {
      TemplateFields filter = TemplateFields.of(id + ".FilterCriteria.Filters", value);
      patterns.add(filter.text("Pattern"));
      filter.end();
    }
    criteria.end();
    return patterns;
  }

  private static ScheduleSpec schedule(String function, String id, TemplateFields properties) {
    properties.ignore("OmitName", "Name", "Description", "FlexibleTimeWindow", "State");
    TemplateFields retry = properties.fields("RetryPolicy");
    ScheduleSpec schedule =
        new ScheduleSpec(
            id,
            function,
            properties.text("ScheduleExpression"),
            properties.findText("Input"),
            retry.number("MaximumRetryAttempts", DEFAULT_SCHEDULE_RETRIES),
            retry.number("MaximumEventAgeInSeconds", DEFAULT_SCHEDULE_AGE_SECONDS));
    retry.end();
    return schedule;
  }
}
