package io.fairfall.edge;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Other functions, invoked without waiting for what they do. Deployables that use it bring the
 * Lambda client along; it is not in everybody's zip.
 */
public final class Functions {
  private final LambdaClient lambda;

  public Functions(Environment environment) {
    this(
        new Aws(environment)
            .configured(LambdaClient.builder(), "LAMBDA")
            .httpClient(Aws.http())
            .build());
  }

  Functions(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /**
   * Hands an event to a function and comes back once Lambda has queued it.
   *
   * @param function name or ARN of the function or its alias
   * @param event a record, a map or a list to write as JSON
   * @return false if Lambda did not take it: whoever depends on it needs another way as well
   */
  public boolean invokeAsync(String function, Object event) {
    byte[] json = Json.write(event).getBytes(StandardCharsets.UTF_8);
    try {
      lambda.invoke(
          invoke ->
              invoke
                  .functionName(function)
                  .invocationType(InvocationType.EVENT)
                  .payload(SdkBytes.fromByteArrayUnsafe(json)));
      return true;
    } catch (SdkException failure) {
      // the text of the failure names the function and the reason, never the event
      Log.failure("invoke_failed", failure, Map.of("function", function));
      return false;
    }
  }
}
