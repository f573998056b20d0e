package io.fairfall.realtime.delivery;

import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClientBuilder;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

/**
 * API Gateway's {@code @connections}.
 *
 * <p>The SDK's own retries are off: {@link ShardPublisher} has its own, which let others go first.
 * Only a broken HTTP connection, which may just have been idle for too long, is tried once more.
 */
public final class ApiGatewayTransport implements Transport {
  private static final Duration POST_TIMEOUT = Duration.ofSeconds(2);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MAX_ATTEMPTS = 2;

  /** Who is never connected: API Gateway's ids are longer. */
  private static final String NOBODY = "nobody";

  private static final String REHEARSAL = "{\"type\":\"goodbye\",\"reason\":\"rotation\"}";

  private final ApiGatewayManagementApiClient gateway;

  private ApiGatewayTransport(ApiGatewayManagementApiClient gateway) {
    this.gateway = gateway;
  }

  /** The WebSocket API that {@code WS_ENDPOINT} names. */
  public static ApiGatewayTransport of(Environment environment) {
    ApiGatewayManagementApiClientBuilder builder =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(URI.create(environment.require("WS_ENDPOINT")));
    return new ApiGatewayTransport(
        new AwsClients(environment)
            .configured(builder, "APIGATEWAYMANAGEMENTAPI")
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .apiCallTimeout(POST_TIMEOUT)
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .build())
            .httpClient(AwsClients.http())
            .build());
  }

  /**
   * Posts to a connection that there is not, and takes no interest in the answer: the code of that
   * way is loaded before somebody waits for it. It took the first event of a new instance more than
   * a second.
   */
  void rehearse() {
    SdkBytes data = SdkBytes.fromUtf8String(REHEARSAL);
    try {
      gateway.postToConnection(post -> post.connectionId(NOBODY).data(data));
    } catch (SdkException expected) {
      Log.info("rehearsed", Map.of());
    }
  }

  @Override
  public Outcome post(String connectionId, String message) {
    SdkBytes data = SdkBytes.fromUtf8String(message);
    for (int attempt = 1; ; attempt++) {
      try {
        gateway.postToConnection(post -> post.connectionId(connectionId).data(data));
        return Outcome.SENT;
      } catch (GoneException gone) {
        return Outcome.GONE;
      } catch (LimitExceededException slow) {
        return Outcome.BUSY;
      } catch (PayloadTooLargeException tooLarge) {
        Log.failure("message_too_large", tooLarge, Map.of("bytes", message.length()));
        return Outcome.REFUSED;
      } catch (ApiGatewayManagementApiException refused) {
        return refused.statusCode() == TOO_MANY_REQUESTS ? Outcome.BUSY : failed(refused);
      } catch (ApiCallTimeoutException late) {
        return Outcome.LATE;
      } catch (SdkClientException broken) {
        if (broken.getCause() instanceof SocketTimeoutException) {
          return Outcome.LATE;
        }
        if (attempt == MAX_ATTEMPTS) {
          return failed(broken);
        }
      }
    }
  }

  /** Closes a connection's socket, if it is still open. */
  public void close(String connectionId) {
    try {
      gateway.deleteConnection(delete -> delete.connectionId(connectionId));
    } catch (GoneException gone) {
      // that is what was wanted
    }
  }

  private static Outcome failed(SdkException failure) {
    Log.failure("post_failed", failure, Map.of());
    return Outcome.FAILED;
  }
}
