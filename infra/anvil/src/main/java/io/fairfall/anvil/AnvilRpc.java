package io.fairfall.anvil;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** One call at a time to a node that can be relied on: a test's own. Safe for several threads. */
public final class AnvilRpc implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** A node that mines thousands of blocks in one call takes its time. */
  private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);

  private final URI url;
  private final AtomicLong ids = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  public AnvilRpc(URI url) {
    this.url = url;
  }

  /**
   * Asks and waits.
   *
   * @throws RpcFailureException with the node's own words when it refuses
   */
  public RpcValue call(String method, Object... parameters) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("id", ids.incrementAndGet());
    request.put("method", method);
    request.put("params", Arrays.asList(parameters));
    RpcValue answer = RpcValue.read(post(method, RpcValue.write(request)));
    if (!answer.at("error").isNull()) {
      throw new RpcFailureException(method + ": " + answer.at("error"));
    }
    return answer.at("result");
  }

  /**
   * One of several calls.
   *
   * @param parameters in their order
   */
  public record Call(String method, List<?> parameters) {}

  /**
   * Asks many things in one request and waits for all of them.
   *
   * @return the results in the order of the calls
   * @throws RpcFailureException with the node's own words when it refuses one
   */
  public List<RpcValue> callAll(List<Call> calls) {
    long first = ids.getAndAdd(calls.size()) + 1;
    List<Object> requests = new ArrayList<>();
    for (Call call : calls) {
      Map<String, Object> request = new LinkedHashMap<>();
      request.put("jsonrpc", "2.0");
      request.put("id", first + requests.size());
      request.put("method", call.method());
      request.put("params", call.parameters());
      requests.add(request);
    }
    RpcValue[] results = new RpcValue[calls.size()];
    for (RpcValue answer : RpcValue.read(post("a batch", RpcValue.write(requests))).items()) {
      if (!answer.at("error").isNull()) {
        throw new RpcFailureException("a batch: " + answer.at("error"));
      }
      long id = ((Number) Objects.requireNonNull(answer.at("id").raw())).longValue();
      results[(int) (id - first)] = answer.at("result");
    }
    return List.of(results);
  }

  private String post(String method, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(CALL_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new RpcFailureException(method + " has no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcFailureException(method + " was interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
