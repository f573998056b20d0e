package io.fairfall.cli.admin;

import io.avaje.jsonb.Jsonb;
import io.fairfall.load.Tree;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * The operations function, invoked through Lambda's own call: by a running {@code ./run}, which
 * answers it on loopback, or by AWS.
 *
 * <p>A command is sent once and never again by itself: who does not know whether it happened looks
 * before repeating it.
 */
public final class AdminClient implements AutoCloseable {
  private static final String LOCAL_FUNCTION = "OperationsFunction";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than the function may run. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(905);

  /** Problems have HTTP's statuses, and from here on they are not the asker's. */
  private static final int FIRST_FAULT = 500;

  private static final Jsonb JSONB = Jsonb.builder().serializeNulls(true).build();

  private final LambdaClient lambda;
  private final String function;

  private AdminClient(LambdaClient lambda, String function) {
    this.lambda = lambda;
    this.function = function;
  }

  /**
   * The function of a system that runs on this machine.
   *
   * @param origin where its page is, like {@code http://localhost:8080}
   * @throws AdminCommandException if nothing runs there
   */
  public static AdminClient onThisMachine(URI origin) {
    int port = RunningSystem.port(origin, RunningSystem.CONTROL);
    return new AdminClient(
        builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build(),
        LOCAL_FUNCTION);
  }

  /**
   * The function on AWS, with the region and the credentials that every AWS tool finds.
   *
   * @param function name or ARN
   */
  public static AdminClient onAws(String function) {
    try {
      return new AdminClient(builder().build(), function);
    } catch (SdkException unconfigured) {
      throw new AdminCommandException(sentence(unconfigured), unconfigured);
    }
  }

  /**
   * Sends a command.
   *
   * @param command its members; a value may be null
   * @return the answer, whose {@code ok} is true
   * @throws AdminCommandException if it was refused, failed, or was not answered
   */
  public Tree ask(Map<String, ? extends @Nullable Object> command) {
    InvokeResponse response;
    try {
      response =
          lambda.invoke(
              invoke ->
                  invoke.functionName(function).payload(SdkBytes.fromUtf8String(json(command))));
    } catch (SdkException failure) {
      throw new AdminCommandException(sentence(failure), failure);
    }
    Tree answer = Tree.read(response.payload().asUtf8String());
    if (response.functionError() != null) {
      throw new AdminCommandException(
          "The function failed: " + answer.at("errorMessage").text().orElse("it says nothing."));
    }
    if (!Boolean.TRUE.equals(answer.at("ok").value())) {
      throw refused(answer);
    }
    return answer;
  }

  /**
   * Sends a command that the operator signs with their own credentials.
   *
   * @param command its members, each a text
   * @return the answer, whose {@code ok} is true
   * @throws AdminCommandException as {@link #ask}, and if there are no credentials or no region
   */
  public Tree askSigned(Map<String, String> command) {
    Map<String, String> signed = new TreeMap<>(command);
    try (DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build()) {
      String region =
          CommandSigner.regionOf(
              function, DefaultAwsRegionProviderChain.builder().build().getRegion().id());
      signed.put(
          "proof",
          CommandSigner.proof(
              function, region, credentials.resolveCredentials(), command, Clock.systemUTC()));
    } catch (SdkException unconfigured) {
      throw new AdminCommandException(
          "Nothing to sign with: " + unconfigured.getMessage(), unconfigured);
    }
    return ask(signed);
  }

  /** A problem on the function's side is no refusal: it says nothing of what happened. */
  private static AdminCommandException refused(Tree answer) {
    Tree problem = answer.at("problem");
    String sentence = problem.at("detail").text().orElse("That was no answer: " + answer);
    boolean isRefusal = problem.at("status").number().orElse(FIRST_FAULT) < FIRST_FAULT;
    return isRefusal
        ? AdminCommandException.refusal(sentence)
        : new AdminCommandException(sentence);
  }

  @Override
  public void close() {
    lambda.close();
  }

  private static String json(Map<String, ? extends @Nullable Object> command) {
    return JSONB.toJson(command);
  }

  private static LambdaClientBuilder builder() {
    return LambdaClient.builder()
        .httpClient(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(CALL_TIMEOUT)
                .build())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallTimeout(CALL_TIMEOUT)
                .retryStrategy(RetryMode.STANDARD)
                .retryStrategy(strategy -> strategy.maxAttempts(1))
                .build());
  }

  private static String sentence(SdkException failure) {
    return "Lambda did not take it: " + failure.getMessage();
  }
}
