package io.fairfall.runner.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.wire.JsonBytes;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks the Lambda authoriser who may connect. It answers with an IAM policy: WebSocket APIs have no
 * simple responses and remember nothing.
 */
final class SocketAuthorization {
  private static final String ACTION = "execute-api:Invoke";

  /** What a function throws to have 401 answered. */
  private static final String UNAUTHORIZED = "Unauthorized";

  private final String functionLogicalId;
  private final Invoker invoker;

  SocketAuthorization(String functionLogicalId, Invoker invoker) {
    this.functionLogicalId = functionLogicalId;
    this.invoker = invoker;
  }

  sealed interface Decision {
    /** The client may connect; its events carry this. */
    record Allowed(ObjectNode context) implements Decision {}

    record Refused(int status, String message) implements Decision {}
  }

  Decision decide(ObjectNode event, String connectArn) {
    Optional<ObjectNode> answer;
    try {
      answer = JsonBytes.readObject(invoker.invoke(functionLogicalId, JsonBytes.bytes(event)));
    } catch (FunctionFailureException failure) {
      return failure.errorMessage().equals(UNAUTHORIZED)
          ? new Decision.Refused(401, UNAUTHORIZED)
          : new Decision.Refused(500, "Internal server error");
    }
    if (answer.isEmpty() || !answer.get().path("principalId").isTextual()) {
      return new Decision.Refused(500, "Internal server error");
    }
    return allows(answer.get().path("policyDocument"), connectArn)
        ? new Decision.Allowed(context(answer.get()))
        : new Decision.Refused(403, "Forbidden");
  }

  /** Some statement allows the call and none denies it. */
  private static boolean allows(JsonNode policy, String arn) {
    boolean allowed = false;
    for (JsonNode statement : oneOrMany(policy.path("Statement"))) {
      boolean applies =
          matches(statement.path("Action"), ACTION) && matches(statement.path("Resource"), arn);
      String effect = statement.path("Effect").asText();
      if (applies && effect.equals("Deny")) {
        return false;
      }
      allowed |= applies && effect.equals("Allow");
    }
    return allowed;
  }

  private static boolean matches(JsonNode patterns, String text) {
    for (JsonNode pattern : oneOrMany(patterns)) {
      String regex = Pattern.quote(pattern.asText()).replace("*", "\\E.*\\Q");
      if (text.matches(regex)) {
        return true;
      }
    }
    return false;
  }

  private static Iterable<JsonNode> oneOrMany(JsonNode node) {
    return node.isArray() ? node : List.of(node);
  }

  /** Events carry every value of the context as a text. */
  private static ObjectNode context(ObjectNode answer) {
    ObjectNode context = JsonBytes.object();
    Iterator<Map.Entry<String, JsonNode>> values = answer.path("context").fields();
    while (values.hasNext()) {
      Map.Entry<String, JsonNode> value = values.next();
      context.put(value.getKey(), value.getValue().asText());
    }
    return context.put("principalId", answer.path("principalId").asText());
  }
}
