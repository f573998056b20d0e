package io.fairfall.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** HTTP to the target, shared by everybody who plays. */
public final class Wire implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 360;
  private static final int UNAUTHENTICATED = 401;

  /** A gateway's 429 names no problem, as every answer of a function does. */
  private static final String TURNED_AWAY = "HTTP_429";

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .executor(executor)
          .build();

  private final Target target;
  private final Statistics statistics;
  private final FeedProbe probe;

  public Wire(Target target, Statistics statistics, FeedProbe probe) {
    this.target = target;
    this.statistics = statistics;
    this.probe = probe;
  }

  public Target target() {
    return target;
  }

  Statistics statistics() {
    return statistics;
  }

  FeedProbe tap() {
    return probe;
  }

  HttpClient client() {
    return client;
  }

  public ClientAnswer get(String path, @Nullable String token) {
    return send("GET", path, token, Map.of(), null);
  }

  /**
   * Asks as long as the house asks to come back or is not heard, within three minutes: for whoever
   * reads what has happened and is in no hurry.
   */
  ClientAnswer read(String path, @Nullable String token) {
    return patiently(() -> get(path, token));
  }

  /** Asks what may be asked again, as {@link #read} does. */
  public ClientAnswer patiently(Supplier<ClientAnswer> asked) {
    ClientAnswer answer = asked.get();
    for (int attempt = 1; attempt < ATTEMPTS && mayComeBack(answer); attempt++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      answer = asked.get();
    }
    return answer;
  }

  /** Who is not signed in is not the next time either. */
  private static boolean mayComeBack(ClientAnswer answer) {
    return answer instanceof ClientAnswer.Unknown unknown
        && unknown.status() != UNAUTHENTICATED
        && !Thread.currentThread().isInterrupted();
  }

  public ClientAnswer post(
      String path, @Nullable String token, Map<String, String> headers, @Nullable String body) {
    return send("POST", path, token, headers, body);
  }

  /**
   * Any method and any body: for what no honest client sends. What the gateway turned away, having
   * no free instance, was heard by nobody, and is sent again as often as patience lasts.
   */
  public ClientAnswer send(
      String method,
      String path,
      @Nullable String token,
      Map<String, String> headers,
      @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.http(path))
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpRequest ready = request.build();
    for (int attempt = 1; ; attempt++) {
      ClientAnswer answer = exchange(path, ready, body == null ? "" : body);
      statistics.answered(method + " " + path, answer);
      if (!answer.code().equals(TURNED_AWAY) || attempt == ATTEMPTS) {
        return answer;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private ClientAnswer exchange(String path, HttpRequest request, String sent) {
    String asked = request.method() + " " + path;
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      probe.answered(answer(path, request, sent, response));
      probe.heard(
          asked, response.headers().map() + "\n" + response.body(), System.currentTimeMillis());
      Tree body = Tree.read(response.body());
      return ClientAnswer.of(response.statusCode(), body, body);
    } catch (IOException unanswered) {
      if (isStuck(unanswered)) {
        statistics.faults().add(asked + " was heard, and left without an answer");
      }
      return new ClientAnswer.Unknown(ClientAnswer.NO_ANSWER, "NO_ANSWER");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new ClientAnswer.Unknown(ClientAnswer.NO_ANSWER, "STOPPED");
    }
  }

  private static HttpAnswer answer(
      String path, HttpRequest request, String sent, HttpResponse<String> response) {
    Map<String, String> headers = new TreeMap<>();
    request
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new HttpAnswer(
        request.method(),
        path,
        headers,
        sent,
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        response.body());
  }

  /** Whether somebody was there to answer, and did not in time. */
  private static boolean isStuck(IOException unanswered) {
    return unanswered instanceof HttpTimeoutException
        && !(unanswered instanceof HttpConnectTimeoutException);
  }

  @Override
  public void close() {
    client.shutdownNow();
    executor.shutdownNow();
  }
}
