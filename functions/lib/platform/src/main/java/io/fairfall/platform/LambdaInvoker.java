package io.fairfall.platform;

import io.fairfall.json.JsonCodec;
import io.fairfall.resilience.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * Other functions, invoked with or without waiting for what they do. Deployables that use it bring
 * the Lambda client along; it is not in everybody's zip.
 */
public final class LambdaInvoker {
  /** Between two offers of the same event. */
  private static final Backoff.Delays DELAYS = new Backoff.Delays(100, 400);

  private final LambdaClient lambda;
  private final Backoff backoff = Backoff.of(DELAYS);

  public LambdaInvoker(Environment environment) {
    this(
        new AwsClients(environment)
            .configured(LambdaClient.builder(), "LAMBDA")
            .httpClient(AwsClients.http())
            .build());
  }

  /**
   * Functions whose answers are waited for.
   *
   * @param answerTimeout longer than such a function may run
   */
  public LambdaInvoker(Environment environment, Duration answerTimeout) {
    this(
        new AwsClients(environment)
            .configured(LambdaClient.builder(), "LAMBDA")
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .apiCallTimeout(answerTimeout)
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .build())
            .httpClient(AwsClients.http(answerTimeout))
            .build());
  }

  LambdaInvoker(LambdaClient lambda) {
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
    byte[] json = JsonCodec.write(event).getBytes(StandardCharsets.UTF_8);
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

  /**
   * Hands an event to a function and waits for its answer.
   *
   * @param function name or ARN of the function or its alias
   * @param event a record, a map or a list to write as JSON
   * @return the answer as JSON; nothing if it failed, was not taken or took too long, and then
   *     nobody knows what it did
   */
  public Optional<String> invoke(String function, Object event) {
    return invoke(function, event, Duration.ZERO);
  }

  /**
   * As above, and where Lambda is too busy to take it, offers it again for a while.
   *
   * @param patience how long; none or less for not at all
   */
  public Optional<String> invoke(String function, Object event, Duration patience) {
    byte[] json = JsonCodec.write(event).getBytes(StandardCharsets.UTF_8);
    long untilNanos = System.nanoTime() + patience.toNanos();
    for (int offers = 1; ; offers++) {
      try {
        InvokeResponse response =
            lambda.invoke(
                invoke ->
                    invoke.functionName(function).payload(SdkBytes.fromByteArrayUnsafe(json)));
        if (response.functionError() == null) {
          return Optional.of(response.payload().asUtf8String());
        }
        Log.warn("invoked_function_failed", Map.of("function", function));
        return Optional.empty();
      } catch (TooManyRequestsException busy) {
        if (System.nanoTime() >= untilNanos || !backoff.waited(offers)) {
          Log.failure("invoke_failed", busy, Map.of("function", function));
          return Optional.empty();
        }
      } catch (SdkException failure) {
        Log.failure("invoke_failed", failure, Map.of("function", function));
        return Optional.empty();
      }
    }
  }
}
