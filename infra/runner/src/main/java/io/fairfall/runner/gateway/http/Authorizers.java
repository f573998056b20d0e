package io.fairfall.runner.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.template.HttpApiSpec;
import io.fairfall.runner.wire.JsonBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Asks Lambda authorisers, and remembers their answers as long as the template allows. */
final class Authorizers {
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<String, HttpApiSpec.Authorizer> authorizers;
  private final HttpEvents events;
  private final Invoker invoker;
  private final ConcurrentMap<List<String>, Remembered> remembered = new ConcurrentHashMap<>();

  Authorizers(HttpApiSpec api, HttpEvents events, Invoker invoker) {
    this.authorizers = api.authorizers();
    this.events = events;
    this.invoker = invoker;
  }

  sealed interface Decision {
    /** The request passes, and the function learns this. */
    record Allowed(ObjectNode context) implements Decision {}

    record Refused(HttpReply reply) implements Decision {}
  }

  private record Remembered(Decision decision, long untilNanos) {}

  Decision decide(HttpCall call, Routes.Match match) {
    Optional<String> name = match.route().authorizer();
    if (name.isEmpty()) {
      return new Decision.Allowed(JsonBytes.object());
    }
    HttpApiSpec.Authorizer authorizer = authorizers.get(name.get());
    if (authorizer == null) {
      throw new IllegalStateException("no authorizer " + name.get());
    }
    List<String> identity = new ArrayList<>();
    for (String header : authorizer.headers()) {
      Optional<String> value = call.header(header).filter(text -> !text.isEmpty());
      if (value.isEmpty()) {
        return refused(401, "Unauthorized");
      }
      identity.add(value.get());
    }
    List<String> key = new ArrayList<>(identity);
    key.addFirst(name.get());
    Remembered known = remembered.get(key);
    if (known != null && known.untilNanos() - System.nanoTime() > 0) {
      return known.decision();
    }
    return ask(authorizer, call, match, identity, key);
  }

  private Decision ask(
      HttpApiSpec.Authorizer authorizer,
      HttpCall call,
      Routes.Match match,
      List<String> identity,
      List<String> key) {
    byte[] event = JsonBytes.bytes(events.authorization(call, match, identity));
    Optional<ObjectNode> answer;
    try {
      answer = JsonBytes.readObject(invoker.invoke(authorizer.functionLogicalId(), event));
    } catch (FunctionFailureException failure) {
      return refused(500, "Internal Server Error");
    }
    if (answer.isEmpty() || !answer.get().path("isAuthorized").isBoolean()) {
      return refused(500, "Internal Server Error");
    }
    boolean allowed = answer.get().path("isAuthorized").booleanValue();
    Decision decision =
        allowed ? new Decision.Allowed(context(answer.get())) : refused(403, "Forbidden");
    if (authorizer.cacheSeconds() > 0) {
      remember(key, decision, authorizer.cacheSeconds());
    }
    return decision;
  }

  private void remember(List<String> key, Decision decision, int seconds) {
    long now = System.nanoTime();
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.values().removeIf(old -> old.untilNanos() - now <= 0);
    }
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(key, new Remembered(decision, now + TimeUnit.SECONDS.toNanos(seconds)));
    }
  }

  private static ObjectNode context(ObjectNode answer) {
    return answer.path("context") instanceof ObjectNode context ? context : JsonBytes.object();
  }

  private static Decision refused(int status, String text) {
    return new Decision.Refused(HttpReply.message(status, text));
  }
}
