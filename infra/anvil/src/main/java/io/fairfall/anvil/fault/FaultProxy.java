package io.fairfall.anvil.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairfall.anvil.RpcValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a node, passes calls on, and answers some of them as bad nodes do.
 * What it does wrong is scripted by method, or drawn from a seed; without either it does nothing
 * wrong. Each call is counted by its method.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final long SILENCE_SECONDS = 60;

  private static final String NO_BATCHES =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no batches\"}}";

  private final URI node;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final FaultScript script = new FaultScript();
  private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
  private final Map<String, Object> lastResults = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile URI otherFork;
  private final Map<String, Runnable> happening = new ConcurrentHashMap<>();
  private volatile int mostTaken = Integer.MAX_VALUE;
  private volatile int refusal = OK;
  private volatile long delayMs;
  private volatile int mostTogether = Integer.MAX_VALUE;

  private FaultProxy(URI node, HttpServer server) {
    this.node = node;
    this.otherFork = node;
    this.server = server;
  }

  /** A proxy before a node, on a free loopback port. */
  public static FaultProxy before(URI node) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FaultProxy proxy = new FaultProxy(node, server);
    server.setExecutor(proxy.threads);
    server.createContext("/", proxy::answer);
    server.start();
    return proxy;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The node whose answers {@link NodeFault#OTHER_FORK} gives. */
  public FaultProxy knowing(URI other) {
    otherFork = other;
    return this;
  }

  /** From now on, each call of a method meets the fault. */
  public void always(String method, NodeFault fault) {
    script.always(method, fault);
  }

  /** From now on, every call meets the fault. */
  public void always(NodeFault fault) {
    script.always(FaultScript.ANY, fault);
  }

  /** The next calls of a method meet the fault, before anything else that is scripted. */
  public void next(String method, NodeFault fault, int times) {
    script.next(method, fault, times);
  }

  /**
   * From now on, some calls meet one of the faults: the same ones whenever the seed is the same.
   */
  public void draw(long seed, int percent, NodeFault... faults) {
    script.draw(seed, percent, List.of(faults));
  }

  /** From now on, several calls in one request are refused, as nodes do that take no batches. */
  public void refuseBatches() {
    refuseAbove(0, OK);
  }

  /** From now on, more calls than these in one request are refused, under a status. */
  public void refuseAbove(int calls, int status) {
    refusal = status;
    mostTaken = calls;
  }

  /** From now on, more calls than these in one request are never answered: they take too long. */
  public void silentAbove(int calls) {
    mostTogether = calls;
  }

  /** From now on, each answer takes some milliseconds longer. */
  public void delay(long ms) {
    delayMs = ms;
  }

  /** Something happens to the chain just before the next call of a method is passed on. */
  public void before(String method, Runnable event) {
    happening.put(method, event);
  }

  /** From now on, nothing goes wrong. */
  public void heal() {
    script.clear();
    happening.clear();
    mostTaken = Integer.MAX_VALUE;
    delayMs = 0;
    mostTogether = Integer.MAX_VALUE;
  }

  /** How often a method was called. */
  public long calls(String method) {
    AtomicLong count = calls.get(method);
    return count == null ? 0 : count.get();
  }

  /** How often anything was called. */
  public long calls() {
    return calls.values().stream().mapToLong(AtomicLong::get).sum();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    http.shutdownNow();
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      RpcValue asked = RpcValue.read(request);
      String method = method(asked);
      calls.computeIfAbsent(method, _ -> new AtomicLong()).incrementAndGet();
      if (delayMs > 0) {
        closing.await(delayMs, TimeUnit.MILLISECONDS);
      }
      if (asked.items().size() > mostTaken) {
        send(exchange, refusal, NO_BATCHES);
        return;
      }
      @Nullable Runnable event = happening.remove(method);
      if (event != null) {
        event.run();
      }
      @Nullable NodeFault fault =
          asked.items().size() > mostTogether
              ? NodeFault.SILENCE
              : script.faultOf(method).orElse(null);
      switch (fault) {
        case TOO_MANY_REQUESTS -> {
          exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
          send(exchange, TOO_MANY_REQUESTS, "{\"error\":\"too many requests\"}");
        }
        case UNAVAILABLE -> send(exchange, UNAVAILABLE, "<html>unavailable</html>");
        case SILENCE -> closing.await(SILENCE_SECONDS, TimeUnit.SECONDS);
        case CUT_JSON -> {
          String whole = whole(fault, asked, request);
          send(exchange, OK, whole.substring(0, whole.length() / 2));
        }
        case CUT_CONNECTION -> cut(exchange, whole(fault, asked, request));
        case null, default -> send(exchange, OK, whole(fault, asked, request));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** A batch goes by the method of its first call. */
  private static String method(RpcValue asked) {
    RpcValue first = asked.raw() instanceof List<?> ? asked.items().getFirst() : asked;
    return first.at("method").text();
  }

  private String whole(@Nullable NodeFault fault, RpcValue asked, String request)
      throws IOException, InterruptedException {
    URI from = fault == NodeFault.OTHER_FORK ? otherFork : node;
    String sent = fault == NodeFault.OTHER_BLOCK ? forTheBlockBefore(asked) : request;
    Object answered = RpcValue.read(post(from, sent)).raw();
    if (answered instanceof List<?> batch) {
      return RpcValue.write(batch(fault, asked, batch));
    }
    return RpcValue.write(answered instanceof Map<?, ?> map ? single(fault, asked, map) : Map.of());
  }

  private List<?> batch(@Nullable NodeFault fault, RpcValue asked, List<?> answers) {
    if (fault == NodeFault.SWAPPED) {
      List<Object> swapped = new ArrayList<>(answers);
      Collections.swap(swapped, 0, swapped.size() - 1);
      return swapped;
    }
    if (fault == NodeFault.PARTIAL) {
      return answers.subList(0, answers.size() / 2);
    }
    List<Object> told = new ArrayList<>();
    Iterator<RpcValue> questions = asked.items().iterator(); // nodes answer in their order
    for (Object answer : answers) {
      told.add(single(fault, questions.next(), (Map<?, ?>) answer));
    }
    return told;
  }

  private Map<?, ?> single(@Nullable NodeFault fault, RpcValue asked, Map<?, ?> answered) {
    Map<Object, @Nullable Object> answer = new LinkedHashMap<>(answered);
    @Nullable Object before = remember(method(asked), answered.get("result"));
    if (fault == NodeFault.FOREIGN_ID) {
      answer.put("id", Long.MAX_VALUE);
    } else if (fault == NodeFault.REFUSED) {
      answer.remove("result");
      answer.put("error", Map.of("code", -32_000, "message", "missing trie node"));
    } else if (fault == NodeFault.LATE_ANSWER) {
      answer.put("result", before);
    } else if (fault != null && answer.containsKey("result")) {
      answer.put("result", Lie.told(fault, answer.get("result")));
    }
    return answer;
  }

  private @Nullable Object remember(String method, @Nullable Object result) {
    return result == null ? lastResults.get(method) : lastResults.put(method, result);
  }

  private static String forTheBlockBefore(RpcValue asked) {
    if (asked.raw() instanceof List<?>) {
      return RpcValue.write(asked.raw());
    }
    List<RpcValue> parameters = asked.at("params").items();
    if (parameters.isEmpty() || !(asked.raw() instanceof Map<?, ?> map)) {
      return RpcValue.write(asked.raw() == null ? Map.of() : asked.raw());
    }
    List<@Nullable Object> changed = new ArrayList<>();
    parameters.forEach(parameter -> changed.add(parameter.raw()));
    if (changed.getFirst() instanceof String number && number.matches("0x[0-9a-f]{1,16}")) {
      changed.set(0, RpcValue.quantity(Math.max(0, parameters.getFirst().number() - 1)));
    }
    Map<Object, @Nullable Object> request = new LinkedHashMap<>(map);
    request.put("params", changed);
    return RpcValue.write(request);
  }

  private String post(URI to, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException keptTooLong) {
      // the client sometimes takes a connection that is just being closed: faults are ours alone
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void cut(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(OK, bytes.length);
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
  }
}
