package io.fairfall.runner.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Tells whether it can load the classes that an event names. */
public final class Curious implements RequestHandler<Map<String, String>, Map<String, Boolean>> {

  public Curious(Map<String, String> environment) {
    if (environment.isEmpty()) {
      throw new IllegalArgumentException("Lambda always gives an environment");
    }
  }

  @Override
  public Map<String, Boolean> handleRequest(Map<String, String> event, Context context) {
    String name = event.getOrDefault("class", "");
    return Map.of("found", isLoadable(name));
  }

  private static boolean isLoadable(String name) {
    try {
      Class.forName(name, false, Thread.currentThread().getContextClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
