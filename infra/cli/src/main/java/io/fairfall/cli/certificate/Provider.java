package io.fairfall.cli.certificate;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node that is asked by JSON-RPC, one question after the other. */
final class Provider implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern QUANTITY = Pattern.compile("0x(?:0|[1-9a-f][0-9a-f]{0,63})");
  private static final int HEX = 16;
  private static final int OK = 200;
  private static final Jsonb JSON = Jsonb.builder().serializeNulls(true).build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI url;
  private final int number;
  private long asked;

  /**
   * A provider.
   *
   * @param number by which it is told from the others: its address may have a key in it
   */
  Provider(URI url, int number) {
    this.url = url;
    this.number = number;
  }

  /** How often it was asked. */
  long asked() {
    return asked;
  }

  @Override
  public String toString() {
    return "provider " + number;
  }

  @Override
  public void close() {
    http.close();
  }

  long chain() {
    return whole(ask("eth_chainId"));
  }

  BigInteger balance(String wallet, long block) {
    return quantity(ask("eth_getBalance", wallet, hex(block)));
  }

  long nonce(String wallet, long block) {
    return whole(ask("eth_getTransactionCount", wallet, hex(block)));
  }

  String code(String wallet, long block) {
    return text(ask("eth_getCode", wallet, hex(block)));
  }

  /** A block's hash. */
  String hash(long block) {
    return text(member(block(block, false), "hash"));
  }

  /** A block's transactions. */
  List<Map<?, ?>> transactions(long block) {
    List<Map<?, ?>> all = new ArrayList<>();
    for (Object one : list(member(block(block, true), "transactions"))) {
      all.add(map(one));
    }
    return all;
  }

  private Map<?, ?> block(long block, boolean isWhole) {
    return map(ask("eth_getBlockByNumber", hex(block), isWhole));
  }

  /** A transaction; null where there is none of this hash. */
  @Nullable Map<?, ?> transaction(String hash) {
    Object answer = ask("eth_getTransactionByHash", hash);
    return answer == null ? null : map(answer);
  }

  /** The receipt of a transaction that is there. */
  Map<?, ?> receipt(String hash) {
    return map(ask("eth_getTransactionReceipt", hash));
  }

  /** Logs of a contract in some blocks. */
  List<Map<?, ?>> logs(String contract, long from, long to, List<@Nullable String> topics) {
    Object answer =
        ask(
            "eth_getLogs",
            Map.of(
                "address", contract, "fromBlock", hex(from), "toBlock", hex(to), "topics", topics));
    List<Map<?, ?>> all = new ArrayList<>();
    list(answer).forEach(one -> all.add(map(one)));
    return all;
  }

  private @Nullable Object ask(String method, Object... parameters) {
    long id = ++asked;
    String body =
        JSON.toJson(
            Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", List.of(parameters)));
    Map<?, ?> answer = map(parsed(method, post(method, body)));
    if (answer.get("error") != null || !answer.containsKey("result")) {
      throw new UnansweredException(this + " refuses " + method + ": " + answer.get("error"));
    }
    if (!(answer.get("id") instanceof Number same) || same.longValue() != id) {
      throw new UnansweredException(this + " answers another question than " + method + ".");
    }
    return answer.get("result");
  }

  private Object parsed(String method, String body) {
    try {
      return Objects.requireNonNull(JSON.type(Object.class).fromJson(body));
    } catch (RuntimeException notJson) {
      throw new UnansweredException(this + " answers " + method + " with no JSON.", notJson);
    }
  }

  private String post(String method, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new UnansweredException(this + " answers with status " + response.statusCode());
      }
      return response.body();
    } catch (IOException failure) {
      throw new UnansweredException(this + " does not answer " + method + ".", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnansweredException("it was stopped.", stopped);
    }
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  /** A member that must be there. */
  Object member(Map<?, ?> object, String name) {
    Object value = object.get(name);
    if (value == null) {
      throw new UnansweredException(this + " leaves out " + name + ".");
    }
    return value;
  }

  BigInteger quantity(@Nullable Object value) {
    if (value instanceof String text && QUANTITY.matcher(text).matches()) {
      return new BigInteger(text.substring(2), HEX);
    }
    throw new UnansweredException(this + " gives as a quantity: " + value);
  }

  long whole(@Nullable Object value) {
    BigInteger quantity = quantity(value);
    if (quantity.bitLength() >= Long.SIZE) {
      throw new UnansweredException(this + " gives a number that is too large: " + quantity);
    }
    return quantity.longValue();
  }

  String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new UnansweredException(this + " gives as a text: " + value);
  }

  private Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new UnansweredException(this + " gives as an object: " + value);
  }

  List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new UnansweredException(this + " gives as a list: " + value);
  }
}
