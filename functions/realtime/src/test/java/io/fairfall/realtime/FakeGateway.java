package io.fairfall.realtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairfall.apicontract.SocketContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * API Gateway's {@code @connections} and Lambda's {@code invocations}, as their SDK clients see
 * them, on loopback. Connections answer as tests tell them to.
 */
final class FakeGateway implements AutoCloseable {
  /** Connections that may wait to be accepted: as many as posts begin at once. */
  private static final int BACKLOG = 256;

  static final int GONE = 410;
  static final int SLOW = 429;
  static final int BROKEN = 500;

  static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, List<String>> heard = new ConcurrentHashMap<>();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> timesLeft = new ConcurrentHashMap<>();
  private final Map<String, Long> delaysMs = new ConcurrentHashMap<>();
  private final List<String> invocations = new CopyOnWriteArrayList<>();
  private final List<String> undocumented = new CopyOnWriteArrayList<>();
  private final AtomicInteger throttled = new AtomicInteger();
  private volatile Function<String, Optional<String>> functions = payload -> Optional.empty();

  FakeGateway() {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/ws/@connections/", this::post);
    server.createContext("/2015-03-31/functions/", this::invoke);
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What a connection was told, in order. */
  List<String> heard(String connectionId) {
    return heard.getOrDefault(connectionId, List.of());
  }

  /** The connections that were closed by us, in order. */
  List<String> closed() {
    return closed;
  }

  /** From now on a connection answers after so many milliseconds. */
  void delay(String connectionId, long ms) {
    delaysMs.put(connectionId, ms);
  }

  /** From now on a connection answers with a status so many times, and then it is well again. */
  void answer(String connectionId, int status, int times) {
    answer(connectionId, status);
    timesLeft.put(connectionId, new AtomicInteger(times));
  }

  /** What invoked functions answer to their payload; one without an answer has failed. */
  void functions(Function<String, Optional<String>> answer) {
    functions = answer;
  }

  /** The next so many invocations are refused, because too many are under way. */
  void throttle(int times) {
    throttled.set(times);
  }

  /** Paths and payloads of invocations. */
  List<String> invocations() {
    return invocations;
  }

  /** From now on a connection answers with a status. */
  void answer(String connectionId, int status) {
    answers.put(connectionId, status);
  }

  /** What was posted and is not in the API's document, each as a sentence. */
  List<String> undocumented() {
    return undocumented;
  }

  void forget() {
    heard.clear();
    answers.clear();
    timesLeft.clear();
    delaysMs.clear();
    invocations.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void post(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String connectionId = path.substring(path.lastIndexOf('/') + 1);
    String message = body(exchange);
    if (exchange.getRequestMethod().equals("DELETE")) {
      closed.add(connectionId);
      exchange.sendResponseHeaders(NO_CONTENT, -1);
      exchange.close();
      return;
    }
    undocumented.addAll(SocketContract.ofThisCheckout().complaintsOfTheHouse(message));
    pause(delaysMs.getOrDefault(connectionId, 0L));
    AtomicInteger left = timesLeft.get(connectionId);
    boolean well = left != null && left.getAndDecrement() <= 0;
    int status = well ? OK : answers.getOrDefault(connectionId, OK);
    if (status == OK) {
      heard.computeIfAbsent(connectionId, id -> new CopyOnWriteArrayList<>()).add(message);
    } else {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", errorType(status));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void invoke(HttpExchange exchange) throws IOException {
    String payload = body(exchange);
    if (throttled.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", "TooManyRequestsException");
      exchange.sendResponseHeaders(SLOW, -1);
      exchange.close();
      return;
    }
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    invocations.add(exchange.getRequestURI().getPath() + " " + type + " " + payload);
    if ("Event".equals(type)) {
      exchange.sendResponseHeaders(ACCEPTED, -1);
    } else {
      Optional<String> answer = functions.apply(payload);
      if (answer.isEmpty()) {
        exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      }
      byte[] bytes = answer.orElse("{}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(OK, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static String errorType(int status) {
    return switch (status) {
      case GONE -> "GoneException";
      case SLOW -> "LimitExceededException";
      default -> "InternalServerErrorException";
    };
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }
}
