package io.fairfall.cli.certificate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A chain that exists on paper only, and a node that answers for it. */
final class PaperChain implements AutoCloseable {
  static final String WALLET = "0x" + "f0".repeat(20);
  static final String TOKEN = "0x" + "70".repeat(20);
  static final long CHAIN = 31_337;
  private static final BigInteger FIRST_BALANCE = BigInteger.TEN.pow(20);

  /** Of what the wallet sends: the first one in the list, and those after it. */
  static final long FIRST_NONCE = 3;

  private static final long GAS = 21_000;
  private static final long PRICE = 7;
  private static final Jsonb JSON = Jsonb.builder().serializeNulls(true).build();

  private final HttpServer server;
  final List<Paid> paid = new ArrayList<>();
  private UnaryOperator<String> lie = answer -> answer;
  String code = "0x";

  /**
   * A transaction, or what a contract passed on in one.
   *
   * @param parts of a token that it logs to the wallet, one after the other
   */
  record Paid(
      long block,
      String hash,
      String from,
      String to,
      BigInteger wei,
      BigInteger passedOn,
      List<BigInteger> parts,
      boolean isDone) {
    BigInteger fee() {
      return BigInteger.valueOf(GAS * PRICE);
    }

    /** By how much it changes the wallet's balance. */
    BigInteger change() {
      BigInteger change = isDone ? passedOn : BigInteger.ZERO;
      if (isDone && to.equals(WALLET)) {
        change = change.add(wei);
      }
      if (from.equals(WALLET)) {
        change = change.subtract(fee()).subtract(isDone ? wei : BigInteger.ZERO);
      }
      return change;
    }
  }

  PaperChain() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Changes each answer from here on, or only those that it looks for. */
  void lying(UnaryOperator<String> change) {
    lie = change;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  String hash(long block) {
    return "0x%064x".formatted(block + 1_000_000);
  }

  BigInteger balance(long block) {
    return paid.stream()
        .filter(one -> one.block() <= block)
        .map(Paid::change)
        .reduce(FIRST_BALANCE, BigInteger::add);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<?, ?> question = (Map<?, ?>) JSON.type(Object.class).fromJson(asked);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", question.get("id"));
    answer.put("result", result(String.valueOf(question.get("method")), parameters(question)));
    byte[] bytes = lie.apply(JSON.toJson(answer)).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static List<?> parameters(Map<?, ?> question) {
    return question.get("params") instanceof List<?> list ? list : List.of();
  }

  private @Nullable Object result(String method, List<?> parameters) {
    return switch (method) {
      case "eth_chainId" -> Provider.hex(CHAIN);
      case "eth_getBalance" -> hex(balance(number(parameters.get(1))));
      case "eth_getCode" -> code;
      case "eth_getTransactionCount" ->
          Provider.hex(FIRST_NONCE + sentUpTo(number(parameters.get(1))));
      case "eth_getBlockByNumber" ->
          block(number(parameters.getFirst()), Boolean.TRUE.equals(parameters.get(1)));
      case "eth_getTransactionByHash" ->
          paid.stream()
              .filter(one -> one.hash().equals(parameters.getFirst()))
              .findFirst()
              .map(this::transaction)
              .orElse(null);
      case "eth_getTransactionReceipt" -> receipt(String.valueOf(parameters.getFirst()));
      case "eth_getLogs" -> logs((Map<?, ?>) parameters.getFirst());
      default -> throw new IllegalArgumentException(method);
    };
  }

  private long sentBefore(Paid sent) {
    return paid.subList(0, paid.indexOf(sent)).stream()
        .filter(one -> one.from().equals(WALLET))
        .count();
  }

  private long sentUpTo(long block) {
    return paid.stream().filter(one -> one.block() <= block && one.from().equals(WALLET)).count();
  }

  private Map<String, Object> block(long number, boolean isWhole) {
    return Map.of(
        "number",
        Provider.hex(number),
        "hash",
        hash(number),
        "transactions",
        paid.stream()
            .filter(one -> one.block() == number)
            .map(one -> isWhole ? (Object) transaction(one) : one.hash())
            .toList());
  }

  private Map<String, Object> transaction(Paid one) {
    return Map.of(
        "nonce", Provider.hex(FIRST_NONCE + sentBefore(one)),
        "hash", one.hash(),
        "from", one.from(),
        "to", one.to(),
        "value", hex(one.wei()),
        "blockNumber", Provider.hex(one.block()));
  }

  private Map<String, Object> receipt(String hash) {
    Paid one = paid.stream().filter(each -> each.hash().equals(hash)).findFirst().orElseThrow();
    return Map.of(
        "status",
        one.isDone() ? "0x1" : "0x0",
        "gasUsed",
        Provider.hex(GAS),
        "effectiveGasPrice",
        Provider.hex(PRICE),
        "logs",
        logs(one));
  }

  private List<Object> logs(Map<?, ?> filter) {
    List<?> topics = filter.get("topics") instanceof List<?> list ? list : List.of();
    boolean isToWallet =
        topics.size() == 3
            && topics.get(1) == null
            && ("0x" + "0".repeat(24) + WALLET.substring(2)).equals(topics.get(2));
    if (!isToWallet || !TOKEN.equals(filter.get("address"))) {
      return List.of();
    }
    long from = number(filter.get("fromBlock"));
    long to = number(filter.get("toBlock"));
    return paid.stream()
        .filter(one -> one.block() >= from && one.block() <= to)
        .flatMap(one -> logs(one).stream())
        .toList();
  }

  /** The first log of each transaction has the number 4 in its block. */
  private List<Object> logs(Paid one) {
    List<Object> logs = new ArrayList<>();
    for (BigInteger parts : one.parts()) {
      logs.add(
          Map.of(
              "topics",
              List.of("0x1", "0x" + "0".repeat(24) + one.from().substring(2), "0x3"),
              "data",
              "0x%064x".formatted(parts),
              "transactionHash",
              one.hash(),
              "blockNumber",
              Provider.hex(one.block()),
              "logIndex",
              Provider.hex(4L + logs.size())));
    }
    return logs;
  }

  private static long number(@Nullable Object quantity) {
    return Long.parseLong(String.valueOf(quantity).substring(2), 16);
  }

  private static String hex(BigInteger number) {
    return "0x" + number.toString(16);
  }
}
