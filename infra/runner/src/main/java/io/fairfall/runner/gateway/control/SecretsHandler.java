package io.fairfall.runner.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.template.SecretSpec;
import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.JsonBytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Secrets Manager's {@code GetSecretValue} (JSON 1.1). What CloudFormation would generate at random
 * is the same on every machine here, so that a data folder stays readable wherever it is taken. It
 * says so itself: whoever finds a text with this mark in an account knows that it is no secret.
 */
public final class SecretsHandler extends Handler.Abstract {
  /** How every development secret begins; functions refuse it unless they run in local mode. */
  public static final String MARK = "development-only-";

  private static final String SERVICE = "secretsmanager.";
  private static final String ONLY_VERSION = "AWSCURRENT";
  private static final int MAX_BODY_BYTES = 1 << 16;

  private final Map<String, SecretSpec> secrets;

  public SecretsHandler(List<SecretSpec> secrets) {
    this.secrets = secrets.stream().collect(Collectors.toMap(SecretSpec::arn, Function.identity()));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Optional<AwsJsonCall> call = AwsJsonCall.of(request, SERVICE, MAX_BODY_BYTES);
    if (call.isEmpty()) {
      return false;
    }
    String operation = call.get().operation();
    Optional<ObjectNode> asked = call.get().body();
    if (!operation.equals("GetSecretValue")) {
      error(response, callback, "UnknownOperationException", operation + " is not answered here");
    } else if (asked.isEmpty() || !asked.get().path("SecretId").isTextual()) {
      error(response, callback, "InvalidParameterException", "SecretId is missing");
    } else {
      get(asked.get(), response, callback);
    }
    return true;
  }

  private void get(ObjectNode asked, Response response, Callback callback) {
    SecretSpec secret = secrets.get(asked.path("SecretId").textValue());
    boolean current = asked.path("VersionStage").asText(ONLY_VERSION).equals(ONLY_VERSION);
    if (secret == null || !current || asked.has("VersionId")) {
      String text = "Secrets Manager can't find the specified secret.";
      error(response, callback, "ResourceNotFoundException", text);
      return;
    }
    ObjectNode found = JsonBytes.object();
    found.put("ARN", secret.arn()).put("Name", secret.name());
    found.put("SecretString", value(secret)).put("VersionId", "development");
    found.putArray("VersionStages").add(ONLY_VERSION);
    reply(response, callback, 200, found);
  }

  /** The generated JSON object, with a marked constant where the random text would be. */
  public static String value(SecretSpec secret) {
    ObjectNode value = JsonBytes.object();
    secret.members().forEach(value::put);
    String marked = MARK + secret.name() + "-";
    String padding = "0".repeat(Math.max(0, secret.randomLength() - marked.length()));
    return value.put(secret.randomMember(), marked + padding).toString();
  }

  private static void error(Response response, Callback callback, String type, String text) {
    ObjectNode error = JsonBytes.object().put("__type", type).put("Message", text);
    reply(response, callback, 400, error);
  }

  private static void reply(Response response, Callback callback, int status, ObjectNode json) {
    Map<String, String> headers = Map.of("content-type", "application/x-amz-json-1.1");
    Exchange.reply(response, callback, status, headers, JsonBytes.bytes(json));
  }
}
