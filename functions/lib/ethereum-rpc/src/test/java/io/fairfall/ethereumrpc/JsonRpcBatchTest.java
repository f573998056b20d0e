package io.fairfall.ethereumrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of several answers at once: each belongs to the question with its id, or to none. */
class JsonRpcBatchTest {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final List<String> WORDS = List.of("zero", "one", "two", "three");

  private HttpServer server;
  private JsonRpcClient rpc;
  private volatile Function<List<Long>, String> answering = ids -> "";
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String asked =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          List<Long> ids =
              ID.matcher(asked).results().map(found -> Long.parseLong(found.group(1))).toList();
          byte[] bytes = answering.apply(ids).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    rpc = new JsonRpcClient("http://127.0.0.1:" + server.getAddress().getPort() + "/", 0);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void answersInAnyOrderBelongToTheirQuestions() {
    answering = ids -> array(items(ids));
    assertEquals(new Known<>(WORDS), ask());
    answering = ids -> array(items(ids).reversed());
    assertEquals(new Known<>(WORDS), ask());
    answering =
        ids -> {
          List<String> swapped = new ArrayList<>(items(ids));
          Collections.swap(swapped, 1, 2);
          return array(swapped);
        };
    assertEquals(new Known<>(WORDS), ask());
  }

  @Test
  void aBatchWithAnAnswerMissingIsNone() {
    answering = ids -> array(items(ids).subList(0, 3));
    assertFailed(Failure.UNREACHABLE);
    answering = ids -> "[]";
    assertFailed(Failure.UNREACHABLE);
  }

  @Test
  void aBatchWithAnAnswerTooManyIsNone() {
    answering = ids -> array(with(items(ids), item(ids.getFirst(), "\"again\"")));
    assertFailed(Failure.UNREACHABLE);
    answering = ids -> array(with(items(ids), item(ids.getLast() + 1, "\"extra\"")));
    assertFailed(Failure.UNREACHABLE);
    answering = ids -> array(with(items(ids), item(ids.getFirst() - 1, "\"before\"")));
    assertFailed(Failure.UNREACHABLE);
    answering = ids -> array(with(items(ids), item(ids.getFirst() + (1L << 32), "\"overflow\"")));
    assertFailed(Failure.UNREACHABLE);
  }

  @Test
  void anIdThatIsMissingIsNobodys() {
    answering = ids -> array(items(ids)).replaceFirst("\"id\":\\d+,", "");
    assertFailed(Failure.UNREACHABLE);
    answering = ids -> array(items(ids)).replaceFirst("\"id\":\\d+", "\"id\":null");
    assertFailed(Failure.UNREACHABLE);
  }

  @Test
  void theAnswersToAnEarlierBatchAnswerNoLaterOne() {
    List<Long> earlier = new ArrayList<>();
    answering =
        ids -> {
          earlier.addAll(ids);
          return array(items(ids));
        };
    assertEquals(new Known<>(WORDS), ask());
    answering = _ -> array(items(earlier));
    assertFailed(Failure.UNREACHABLE);
  }

  @Test
  void jsonThatIsCutAnywhereIsNoAnswer() {
    String whole = array(items(List.of(1L, 2L, 3L, 4L)));
    for (int part = 0; part < 10; part++) {
      int end = whole.length() * part / 10;
      answering = ids -> array(items(ids)).substring(0, end);
      assertInstanceOf(Failed.class, ask(), "cut after " + end);
    }
  }

  @Test
  void whatIsNoBatchIsSaidToBeNone() {
    answering = ids -> item(ids.getFirst(), "\"alone\"");
    assertFailed(Failure.REFUSED);
    status = 503;
    assertFailed(Failure.UNREACHABLE);
    status = 429;
    assertFailed(Failure.RATE_LIMITED);
  }

  @Test
  void oneRefusalOrAbsenceIsThatOfAll() {
    answering = ids -> array(items(ids)).replaceFirst("\"result\":\"two\"", "\"result\":null");
    assertInstanceOf(Absent.class, ask());
    answering = ids -> array(items(ids)).replaceFirst("\"result\":\"two\"", error(-32_000));
    assertFailed(Failure.REFUSED);
    answering = ids -> array(items(ids)).replaceFirst("\"result\":\"two\"", error(-32_005));
    assertFailed(Failure.RATE_LIMITED);
    answering = ids -> array(items(ids)).replaceFirst("\"result\"", error(-32_000) + ",\"result\"");
    assertFailed(Failure.REFUSED);
  }

  @Test
  void aResultThatContradictsItsQuestionIsAContradiction() {
    answering = ids -> array(items(ids)).replaceFirst("\"two\"", "\"three\"");
    assertFailed(Failure.CONTRADICTION);
  }

  private RpcResult<List<String>> ask() {
    List<List<Object>> questions = WORDS.stream().map(List::<Object>of).toList();
    return rpc.askTogether(
        "word",
        questions,
        String.class,
        (word, place) -> {
          InvalidRpcResponseException.unless(word.equals(WORDS.get(place)), "another word");
          return word;
        });
  }

  private void assertFailed(Failure failure) {
    RpcResult<List<String>> answer = ask();
    assertEquals(
        failure, answer instanceof Failed<List<String>> failed ? failed.failure() : answer);
  }

  private static List<String> items(List<Long> ids) {
    List<String> items = new ArrayList<>();
    for (int place = 0; place < ids.size(); place++) {
      items.add(item(ids.get(place), "\"" + WORDS.get(place) + "\""));
    }
    return items;
  }

  private static String item(long id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":%s}".formatted(id, result);
  }

  private static String error(int code) {
    return "\"error\":{\"code\":%d,\"message\":\"no\"}".formatted(code);
  }

  private static List<String> with(List<String> items, String more) {
    List<String> all = new ArrayList<>(items);
    all.add(more);
    return all;
  }

  private static String array(List<String> items) {
    return items.stream().collect(Collectors.joining(",", "[", "]"));
  }
}
