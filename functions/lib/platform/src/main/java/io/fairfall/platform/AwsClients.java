package io.fairfall.platform;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * AWS clients, bounded in time, from a function's environment. The variables {@code
 * AWS_ENDPOINT_URL_…} point them at another server, as they do for every AWS SDK.
 */
public final class AwsClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private final Environment environment;

  public AwsClients(Environment environment) {
    this.environment = environment;
  }

  public DynamoDbClient dynamoDb() {
    return configured(DynamoDbClient.builder(), "DYNAMODB").httpClient(http()).build();
  }

  /** A client whose every call an observer sees. */
  public DynamoDbClient dynamoDb(ExecutionInterceptor observer) {
    DynamoDbClientBuilder builder =
        configured(DynamoDbClient.builder(), "DYNAMODB").httpClient(http());
    return builder
        .overrideConfiguration(
            builder.overrideConfiguration().toBuilder().addExecutionInterceptor(observer).build())
        .build();
  }

  /**
   * As above, for calls that are worth nothing once they are late: each is one request, which is
   * not sent again, and has failed after a time.
   */
  public DynamoDbClient dynamoDb(ExecutionInterceptor observer, Duration within) {
    DynamoDbClientBuilder builder =
        configured(DynamoDbClient.builder(), "DYNAMODB").httpClient(http(within));
    return builder
        .overrideConfiguration(
            builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(observer)
                .apiCallTimeout(within)
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build())
        .build();
  }

  /** A client's HTTP transport: the JDK's own, which starts quickest. */
  public static SdkHttpClient http() {
    return http(SOCKET_TIMEOUT);
  }

  /** As above, for answers that take longer. */
  public static SdkHttpClient http(Duration socketTimeout) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT_TIMEOUT)
        .socketTimeout(socketTimeout)
        .build();
  }

  /** Region, credentials, endpoint and time limits for any client. */
  public <B extends AwsClientBuilder<B, ?>> B configured(B builder, String service) {
    Optional<String> endpoint = environment.find("AWS_ENDPOINT_URL_" + service);
    endpoint.map(URI::create).ifPresent(builder::endpointOverride);
    environment.find("AWS_REGION").map(Region::of).ifPresent(builder::region);
    return builder
        .credentialsProvider(credentials(endpoint.isPresent()))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder().apiCallTimeout(CALL_TIMEOUT).build());
  }

  private AwsCredentialsProvider credentials(boolean elsewhere) {
    Optional<String> key = environment.find("AWS_ACCESS_KEY_ID");
    if (elsewhere && key.isPresent()) {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(key.get(), environment.require("AWS_SECRET_ACCESS_KEY")));
    }
    return DefaultCredentialsProvider.builder().build();
  }
}
