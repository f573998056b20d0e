package io.fairfall.runner;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.runner.template.Arns;
import io.fairfall.runner.template.FunctionSpec;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the SDKs inside the functions find AWS on this machine.
 *
 * @param keys where KMS is
 * @param control the port of Lambda's, the secrets' and the connections' calls
 */
record Endpoints(URI dynamoDb, URI keys, int control, String stage) {

  /** A function's whole environment: the template's variables and those that Lambda adds. */
  Map<String, String> environment(FunctionSpec function) {
    Map<String, String> all = new LinkedHashMap<>(function.environment());
    all.put("AWS_REGION", Arns.REGION);
    all.put("AWS_DEFAULT_REGION", Arns.REGION);
    all.put("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY);
    all.put("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY);
    all.put("AWS_LAMBDA_FUNCTION_NAME", function.logicalId());
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    all.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    all.put("AWS_ENDPOINT_URL_KMS", keys.toString());
    all.put("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:" + control);
    all.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:" + control);
    all.put(
        "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", "http://127.0.0.1:" + control + "/" + stage);
    return Map.copyOf(all);
  }
}
