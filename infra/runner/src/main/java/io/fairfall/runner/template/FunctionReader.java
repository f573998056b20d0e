package io.fairfall.runner.template;

import io.fairfall.runner.template.TemplateValue.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads an {@code AWS::Serverless::Function} with the globals applied, and its events. */
final class FunctionReader {
  /** The one alias that the template's globals publish. */
  static final String ALIAS = "live";

  private static final int DEFAULT_TIMEOUT_SECONDS = 3;
  private static final int DEFAULT_MEMORY_MB = 128;
  private static final int DEFAULT_RETRIES = 2;
  private static final int DEFAULT_EVENT_AGE_SECONDS = 21_600;

  private final TemplateFields global;
  private final Map<String, String> globalEnvironment;
  private final int globalTimeoutSeconds;
  private final int globalMemoryMb;
  private final Map<String, FunctionSpec> functions = new LinkedHashMap<>();
  private final EventReader events = new EventReader();

  FunctionReader(TemplateFields globals) {
    this.global = globals.fields("Function");
    globals.end();
    checkFixed(global);
    this.globalTimeoutSeconds = global.number("Timeout", DEFAULT_TIMEOUT_SECONDS);
    this.globalMemoryMb = global.number("MemorySize", DEFAULT_MEMORY_MB);
    this.globalEnvironment = environment(global);
    global.end();
  }

  void read(String id, TemplateFields function) {
    checkFixed(function);
    Map<String, String> environment = new LinkedHashMap<>(globalEnvironment);
    environment.putAll(environment(function));
    TemplateFields asynchronous = function.fields("EventInvokeConfig");
    FunctionSpec spec =
        new FunctionSpec(
            id,
            function.text("CodeUri"),
            function.text("Handler"),
            function.number("Timeout", globalTimeoutSeconds),
            function.number("MemorySize", globalMemoryMb),
            function
                .findNumber("ReservedConcurrentExecutions")
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty()),
            environment,
            asynchronous.number("MaximumRetryAttempts", DEFAULT_RETRIES),
            asynchronous.number("MaximumEventAgeInSeconds", DEFAULT_EVENT_AGE_SECONDS),
            statements(id, function));
    asynchronous.end();
    function.fields("Events").children().forEach((name, event) -> events.read(id, name, event));
    function.end();
    functions.put(id, spec);
  }

  Map<String, FunctionSpec> functions() {
    return functions;
  }

  List<StreamSpec> streams() {
    return events.streams();
  }

  List<ScheduleSpec> schedules() {
    return events.schedules();
  }

  List<EventReader.HttpEvent> httpEvents() {
    return events.httpEvents();
  }

  private static void checkFixed(TemplateFields function) {
    function.fixed("Runtime", "java25");
    function.fixed("AutoPublishAlias", ALIAS);
    // how AWS builds, places, measures and publishes it
    function.ignore(
        "Architectures",
        "Tracing",
        "SnapStart",
        "AutoPublishCodeSha256",
        "AutoPublishAliasAllProperties",
        "Description",
        "LoggingConfig",
        "RecursiveLoop",
        "Tags");
  }

  private static Map<String, String> environment(TemplateFields function) {
    TemplateFields environment = function.fields("Environment");
    Map<String, String> variables = environment.fields("Variables").allTexts();
    environment.end();
    return variables;
  }

  private static List<Map<String, Object>> statements(String id, TemplateFields function) {
    List<Map<String, Object>> statements = new ArrayList<>();
    for (TemplateValue value : function.values("Policies")) {
      if (!(value instanceof Members)) {
        throw new TemplateException(
            value.line(), id + " has a policy that is not written out: managed ones are unknown.");
      }
      TemplateFields policy = TemplateFields.of(id + ".Policies", value);
      policy.ignore("Version");
      for (TemplateValue statement : policy.values("Statement")) {
        statements.add(plain(id, statement));
      }
      policy.end();
    }
    return statements;
  }

  private static Map<String, Object> plain(String id, TemplateValue statement) {
    if (statement instanceof Members(Map<String, TemplateValue> members, int _)) {
      Map<String, Object> plain = new LinkedHashMap<>();
      members.forEach((name, value) -> plain.put(name, value.plain()));
      return plain;
    }
    throw new TemplateException(
        statement.line(), id + " has a policy statement that is not a map.");
  }
}
