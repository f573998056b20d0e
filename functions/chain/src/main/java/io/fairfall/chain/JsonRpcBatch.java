package io.fairfall.chain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Failure;
import io.fairfall.chain.NodeAnswer.Known;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Several questions of one kind in one request. Answers are paired with questions by their ids: the
 * order of a batch's answers means nothing (JSON-RPC 2.0, section 6). A batch in which an answer is
 * missing, comes twice or belongs to no question is no answer at all.
 */
final class JsonRpcBatch {
  private static final MediaType JSON = MediaType.get("application/json");

  /** Reads one answer of an array after another, so that more may follow each. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final AtomicLong IDS = new AtomicLong();

  private final String url;

  JsonRpcBatch(String url) {
    this.url = url;
  }

  /** One answer among several. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Item<T>(
      @JsonProperty("id") long id,
      @JsonProperty("result") @Nullable T result,
      @JsonProperty("error") @Nullable Refused error) {}

  /** An error in place of an answer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refused(@JsonProperty("code") int code) {}

  /** What a result says, as the answer to the question in a place, from 0. */
  @FunctionalInterface
  interface Reading<R, V> {
    V read(R result, int place);
  }

  /** The batch as a whole was refused, or is none. */
  private static final class NoBatch extends IOException {
    private static final long serialVersionUID = 1;

    NoBatch() {
      super("no batch");
    }
  }

  /**
   * Asks.
   *
   * @return all answers in the order of the questions; absent if one of them is
   */
  <R, V> NodeAnswer<List<V>> ask(
      String method, List<List<Object>> questions, Class<R> type, Reading<R, V> reading) {
    long first = IDS.getAndAdd(questions.size()) + 1;
    List<@Nullable Item<R>> answers;
    try {
      answers = send(method, questions, first, type);
    } catch (RateLimited limited) {
      return new Failed<>(Failure.RATE_LIMITED, "429", limited.retryAfterMs());
    } catch (NoBatch refused) {
      return new Failed<>(Failure.REFUSED, "takes no batches");
    } catch (IOException | RuntimeException failure) {
      // the message could name the address
      return new Failed<>(Failure.UNREACHABLE, failure.getClass().getSimpleName());
    }
    return read(answers, reading);
  }

  private static <R, V> NodeAnswer<List<V>> read(
      List<@Nullable Item<R>> answers, Reading<R, V> reading) {
    List<V> values = new ArrayList<>();
    for (Item<R> answer : answers) {
      if (answer == null) {
        return new Failed<>(Failure.UNREACHABLE, "a batch with answers missing");
      }
      if (answer.error() != null) {
        int code = answer.error().code();
        boolean limited = JsonRpc.LIMIT_CODES.contains(code);
        return new Failed<>(limited ? Failure.RATE_LIMITED : Failure.REFUSED, "error " + code);
      }
      if (answer.result() == null) {
        return new Absent<>();
      }
      try {
        values.add(reading.read(answer.result(), values.size()));
      } catch (RuntimeException unusable) {
        String reason = unusable instanceof Contradiction ? unusable.getMessage() : "another form";
        return new Failed<>(Failure.CONTRADICTION, String.valueOf(reason));
      }
    }
    return new Known<>(List.copyOf(values));
  }

  private <R> List<@Nullable Item<R>> send(
      String method, List<List<Object>> questions, long first, Class<R> type) throws IOException {
    List<Map<String, Object>> asked = new ArrayList<>();
    for (List<Object> parameters : questions) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("jsonrpc", "2.0");
      one.put("id", first + asked.size());
      one.put("method", method);
      one.put("params", parameters);
      asked.add(one);
    }
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create(MAPPER.writeValueAsBytes(asked), JSON))
            .build();
    try (Response response = JsonRpc.TRANSPORT.newCall(request).execute()) {
      ResponseBody body = response.body();
      if (!response.isSuccessful() || body == null) {
        throw new IOException("status " + response.code());
      }
      JavaType item = MAPPER.getTypeFactory().constructParametricType(Item.class, type);
      return paired(body.byteStream(), item, first, questions.size());
    }
  }

  private static <R> List<@Nullable Item<R>> paired(
      InputStream text, JavaType type, long first, int count) throws IOException {
    List<@Nullable Item<R>> answers = new ArrayList<>(Collections.nCopies(count, null));
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new NoBatch();
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Item<R> answer = MAPPER.readValue(parser, type);
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
