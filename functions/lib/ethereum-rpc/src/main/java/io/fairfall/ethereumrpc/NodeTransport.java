package io.fairfall.ethereumrpc;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** How nodes are reached: one client for the process, because closing one frees nothing. */
final class NodeTransport {
  static final int TOO_MANY_REQUESTS = 429;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(6);

  /** How often the time for an answer becomes longer: by then it is shorter than a lease. */
  static final int MAX_PATIENCE = 2;

  private static final int IDLE_CONNECTIONS = 32;
  private static final long IDLE_SECONDS = 60;

  private static final OkHttpClient SHARED =
      new OkHttpClient.Builder()
          .connectTimeout(CONNECT_TIMEOUT)
          .readTimeout(READ_TIMEOUT)
          .writeTimeout(READ_TIMEOUT)
          .callTimeout(CALL_TIMEOUT)
          .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
          .addInterceptor(NodeTransport::refuseTooMany)
          .build();

  private static final List<OkHttpClient> BY_PATIENCE =
      IntStream.rangeClosed(0, MAX_PATIENCE).mapToObj(NodeTransport::made).toList();

  private NodeTransport() {}

  /**
   * The client for a question.
   *
   * @param patience how often such a question was in vain; from 0 to 2 the time for an answer is 4,
   *     8 and 12 seconds, and no longer beyond
   */
  static OkHttpClient client(int patience) {
    return BY_PATIENCE.get(Math.min(patience, MAX_PATIENCE));
  }

  private static OkHttpClient made(int patience) {
    return SHARED
        .newBuilder()
        .readTimeout(READ_TIMEOUT.multipliedBy(patience + 1L))
        .callTimeout(CALL_TIMEOUT.plus(READ_TIMEOUT.multipliedBy(patience)))
        .build();
  }

  private static Response refuseTooMany(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() == TOO_MANY_REQUESTS) {
      response.close();
      throw new RateLimitedException(retryAfterMs(response));
    }
    return response;
  }

  /** Seconds or a date (RFC 9110, section 10.2.3); anything else says nothing. */
  private static long retryAfterMs(Response response) {
    @Nullable String said = response.header("Retry-After");
    if (said != null && said.matches("[0-9]{1,6}")) {
      return TimeUnit.SECONDS.toMillis(Long.parseLong(said));
    }
    @Nullable Instant date = response.headers().getInstant("Retry-After");
    return date == null
        ? 0
        : Math.max(0, date.toEpochMilli() - response.receivedResponseAtMillis());
  }
}
