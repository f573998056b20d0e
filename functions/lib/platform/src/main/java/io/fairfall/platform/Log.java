package io.fairfall.platform;

import io.fairfall.json.JsonCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Log lines as JSON on standard output, where Lambda collects them. Callers pass plain facts only:
 * no secret, token, signature or undisclosed round ever belongs in one.
 */
public final class Log {
  private static final String OURS = "io.fairfall.";

  private Log() {}

  public static void info(String event, Map<String, ?> facts) {
    line("info", event, facts);
  }

  public static void warn(String event, Map<String, ?> facts) {
    line("warn", event, facts);
  }

  public static void failure(String event, Throwable failure, Map<String, ?> facts) {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("failure", failure.toString());
    if (failure.getCause() != null) {
      all.put("cause", failure.getCause().toString());
    }
    StackTraceElement[] frames = failure.getStackTrace();
    if (frames.length > 0) {
      all.put("where", frames[0].toString());
    }
    Arrays.stream(frames)
        .filter(frame -> frame.getClassName().startsWith(OURS))
        .findFirst()
        .ifPresent(frame -> all.put("from", frame.toString()));
    line("error", event, all);
  }

  private static void line(String level, String event, Map<String, ?> facts) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("level", level);
    line.put("event", event);
    line.putAll(facts);
    System.out.println(JsonCodec.write(line));
  }
}
