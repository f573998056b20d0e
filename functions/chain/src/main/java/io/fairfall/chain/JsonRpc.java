package io.fairfall.chain;

import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Failure;
import io.fairfall.chain.NodeAnswer.Known;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.http.HttpService;

/**
 * One question, one answer. web3j's batches pair replies by position and believe a reordered one;
 * its {@code Web3j.build} starts thread pools and a shutdown hook. Neither is used: requests go
 * straight through one transport, shared by the process because closing one frees nothing.
 */
final class JsonRpc {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(6);
  private static final int IDLE_CONNECTIONS = 32;
  private static final long IDLE_SECONDS = 60;
  private static final int TOO_MANY_REQUESTS = 429;

  /** "Limit exceeded" of EIP-1474, and the status that some providers put into the body. */
  static final Set<Integer> LIMIT_CODES = Set.of(-32005, TOO_MANY_REQUESTS);

  static final OkHttpClient TRANSPORT =
      new OkHttpClient.Builder()
          .connectTimeout(CONNECT_TIMEOUT)
          .readTimeout(READ_TIMEOUT)
          .writeTimeout(READ_TIMEOUT)
          .callTimeout(CALL_TIMEOUT)
          .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
          .addInterceptor(JsonRpc::refuseTooMany)
          .build();

  private final Web3jService service;

  JsonRpc(String url) {
    this.service = new HttpService(url, TRANSPORT);
  }

  /**
   * Asks.
   *
   * @param read what the result says; throws {@link IllegalArgumentException} where it contradicts
   *     itself or the question
   */
  <R extends Response<?>, V> NodeAnswer<V> ask(
      String method, List<?> parameters, Class<R> type, Function<R, @Nullable V> read) {
    R response;
    Request<?, R> request = new Request<>(method, parameters, service, type);
    try {
      response = request.send();
    } catch (RateLimited limited) {
      return new Failed<>(Failure.RATE_LIMITED, "429", limited.retryAfterMs());
    } catch (IOException | RuntimeException failure) {
      // the message could name the address; web3j throws unchecked where a reply is malformed
      return new Failed<>(Failure.UNREACHABLE, failure.getClass().getSimpleName());
    }
    if (response.hasError()) {
      int code = response.getError().getCode();
      Failure failure = LIMIT_CODES.contains(code) ? Failure.RATE_LIMITED : Failure.REFUSED;
      return new Failed<>(failure, "error " + code);
    }
    if (response.getId() != request.getId()) {
      return new Failed<>(Failure.CONTRADICTION, "an answer to another question");
    }
    return value(response, read);
  }

  private static <R extends Response<?>, V> NodeAnswer<V> value(
      R response, Function<R, @Nullable V> read) {
    if (response.getResult() == null) {
      return new Absent<>();
    }
    try {
      V value = read.apply(response);
      return value == null ? new Absent<>() : new Known<>(value);
    } catch (RuntimeException unusable) {
      // web3j decodes lazily and throws whatever comes of a missing or malformed member
      String reason = unusable instanceof Contradiction ? unusable.getMessage() : "another form";
      return new Failed<>(Failure.CONTRADICTION, String.valueOf(reason));
    }
  }

  private static okhttp3.Response refuseTooMany(Interceptor.Chain chain) throws IOException {
    okhttp3.Response response = chain.proceed(chain.request());
    if (response.code() == TOO_MANY_REQUESTS) {
      response.close();
      throw new RateLimited(retryAfterMs(response));
    }
    return response;
  }

  /** Seconds or a date (RFC 9110, section 10.2.3); anything else says nothing. */
  private static long retryAfterMs(okhttp3.Response response) {
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
