package io.fairfall.ethereumrpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a node: one question, or several of one kind in one request. Every answer is paired with its
 * question by the id, since the order of a batch's answers means nothing (JSON-RPC 2.0, section 6).
 * A batch in which an answer is missing, comes twice or belongs to no question is no answer at all.
 */
final class JsonRpcClient {
  private static final MediaType JSON = MediaType.get("application/json");

  /** "Limit exceeded" of EIP-1474, and the status that some providers put into the body. */
  private static final Set<Integer> LIMIT_CODES = Set.of(-32005, NodeTransport.TOO_MANY_REQUESTS);

  /** "Method not found" of JSON-RPC 2.0. */
  private static final int NO_SUCH_METHOD = -32601;

  /**
   * How deep an answer may be nested: a trace has an object in a list for each call within another,
   * of which the machine allows {@value CallTrace#MAX_DEPTH}, and some more around them.
   */
  static final int MAX_NESTING = 2 * CallTrace.MAX_DEPTH + 16;

  /** Characters of one text. A call's data in a block of 60 million gas has 11 million at most. */
  static final int MAX_TEXT = 16_000_000;

  /** Bytes of one answer, or of one batch: ten blocks with all their transactions have a tenth. */
  static final long MAX_ANSWER = 128L << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxStringLength(MAX_TEXT)
                  .maxDocumentLength(MAX_ANSWER)
                  .build())
          .build();

  private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY).build();

  /** Reads one answer of an array after another, so that more may follow each. */
  private static final ObjectMapper ITEMS =
      JsonMapper.builder(FACTORY).disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final AtomicLong IDS = new AtomicLong();

  private final String url;
  private final int patience;

  /**
   * A client.
   *
   * @param patience as {@link NodeTransport#client}
   */
  JsonRpcClient(String url, int patience) {
    this.url = url;
    this.patience = patience;
  }

  private record Question(String jsonrpc, long id, String method, List<?> params) {
    Question(long id, String method, List<?> params) {
      this("2.0", id, method, params);
    }
  }

  /** One answer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Answer<R>(
      @JsonProperty("id") long id,
      @JsonProperty("result") @Nullable R result,
      @JsonProperty("error") @Nullable Refused error) {}

  /** An error in place of a result. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refused(@JsonProperty("code") int code) {}

  /**
   * What a result says, as the answer to the question in a place, from 0. It throws {@link
   * InvalidRpcResponseException} where the result contradicts itself or the question.
   */
  @FunctionalInterface
  interface Reading<R, V> {
    V read(R result, int place);
  }

  /** What the body of a response says. */
  @FunctionalInterface
  private interface Parsing<T> {
    T parse(InputStream text) throws IOException;
  }

  /** The batch as a whole was refused, or is none. */
  private static final class NoBatchException extends IOException {
    private static final long serialVersionUID = 1;

    NoBatchException() {
      super("no batch");
    }
  }

  /** The node answered with another status than success. */
  private static final class StatusException extends IOException {
    private static final long serialVersionUID = 1;

    StatusException(int code) {
      super("status " + code);
    }
  }

  /** Asks one question. */
  <R, V> RpcResult<V> ask(
      String method, List<?> parameters, Class<R> type, Function<R, V> reading) {
    Question question = new Question(IDS.incrementAndGet(), method, parameters);
    Answer<R> answer;
    try {
      answer = post(question, text -> MAPPER.readValue(text, answerOf(type)));
    } catch (IOException | RuntimeException failure) {
      return failed(failure);
    }
    if (answer == null) {
      return new Failed<>(Failure.UNREACHABLE, "no answer");
    }
    return answer.error() == null && answer.id() != question.id()
        ? new Failed<>(Failure.CONTRADICTION, "an answer to another question")
        : read(answer, 0, (result, place) -> reading.apply(result));
  }

  /**
   * Asks several questions of one kind together.
   *
   * @param questions the parameters of each
   * @return all answers in the order of the questions; absent if one of them is
   */
  <R, V> RpcResult<List<V>> askTogether(
      String method, List<? extends List<?>> questions, Class<R> type, Reading<R, V> reading) {
    long first = IDS.getAndAdd(questions.size()) + 1;
    List<Question> asked = new ArrayList<>();
    for (List<?> parameters : questions) {
      asked.add(new Question(first + asked.size(), method, parameters));
    }
    List<@Nullable Answer<R>> answers;
    try {
      answers = post(asked, text -> paired(text, answerOf(type), first, asked.size()));
    } catch (IOException | RuntimeException failure) {
      return failed(failure);
    }
    List<V> values = new ArrayList<>();
    for (Answer<R> answer : answers) {
      if (answer == null) {
        return new Failed<>(Failure.UNREACHABLE, "a batch with answers missing");
      }
      RpcResult<V> value = read(answer, values.size(), reading);
      if (!(value instanceof Known<V>(V known))) {
        return value.then(never -> new Absent<>());
      }
      values.add(known);
    }
    return new Known<>(List.copyOf(values));
  }

  private static <R, V> RpcResult<V> read(Answer<R> answer, int place, Reading<R, V> reading) {
    Refused refused = answer.error();
    if (refused != null) {
      return new Failed<>(kind(refused.code()), "error " + refused.code());
    }
    R result = answer.result();
    if (result == null) {
      return new Absent<>();
    }
    try {
      return new Known<>(reading.read(result, place));
    } catch (InvalidRpcResponseException exception) {
      return new Failed<>(Failure.CONTRADICTION, String.valueOf(exception.getMessage()));
    } catch (RuntimeException unusable) {
      // whatever comes of a missing or malformed member
      return new Failed<>(Failure.CONTRADICTION, "another form");
    }
  }

  private static Failure kind(int code) {
    if (code == NO_SUCH_METHOD) {
      return Failure.UNSUPPORTED;
    }
    return LIMIT_CODES.contains(code) ? Failure.RATE_LIMITED : Failure.REFUSED;
  }

  private static <V> RpcResult<V> failed(Exception failure) {
    return switch (failure) {
      case RateLimitedException limited ->
          new Failed<>(Failure.RATE_LIMITED, "429", limited.retryAfterMs());
      case NoBatchException refused -> new Failed<>(Failure.REFUSED, "takes no batches");
      case StatusException statusException ->
          new Failed<>(Failure.UNREACHABLE, String.valueOf(statusException.getMessage()));
      // the message could name the address
      default -> new Failed<>(kind(failure), failure.getClass().getSimpleName());
    };
  }

  /** A reply that did not end in time, or goes beyond what is read, says so somewhere within. */
  private static Failure kind(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException) {
        return Failure.TIMED_OUT;
      }
      if (cause instanceof StreamConstraintsException) {
        return Failure.UNREADABLE;
      }
    }
    return Failure.UNREACHABLE;
  }

  private <T> T post(Object asked, Parsing<T> parsing) throws IOException {
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create(MAPPER.writeValueAsBytes(asked), JSON))
            .build();
    try (Response response = NodeTransport.client(patience).newCall(request).execute()) {
      ResponseBody body = response.body();
      if (!response.isSuccessful() || body == null) {
        throw new StatusException(response.code());
      }
      return parsing.parse(body.byteStream());
    }
  }

  private static JavaType answerOf(Class<?> type) {
    return MAPPER.getTypeFactory().constructParametricType(Answer.class, type);
  }

  private static <R> List<@Nullable Answer<R>> paired(
      InputStream text, JavaType type, long first, int count) throws IOException {
    List<@Nullable Answer<R>> answers = new ArrayList<>(Collections.nCopies(count, null));
    try (JsonParser parser = ITEMS.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new NoBatchException();
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Answer<R> answer = ITEMS.readValue(parser, type);
        long place = answer.id() - first;
        if (place < 0 || place >= count || answers.get((int) place) != null) {
          throw new IOException("an answer to another question");
        }
        answers.set((int) place, answer);
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw new IOException("an array that does not end");
      }
    }
    return answers;
  }
}
