package io.fairfall.anvil.world;

import io.fairfall.anvil.AnvilRpc;
import io.fairfall.anvil.RpcValue;
import io.fairfall.anvil.TokenContract;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What of a chain is a deposit, found in the plainest way there is: every transaction of every
 * block is traced, and every receipt is read. It shares nothing with whoever is judged by it, and
 * is itself judged: the ether that it finds, less what the hot wallet spent, is what the hot wallet
 * has, and the tokens are as many as the contract says.
 */
public final class Oracle {
  private static final int THREADS = 6;

  private final AnvilRpc rpc;
  private final ChainFixture fixture;

  private Oracle(AnvilRpc rpc, ChainFixture fixture) {
    this.rpc = rpc;
    this.fixture = fixture;
  }

  /**
   * A deposit.
   *
   * @param from who sent it: a contract, where one passed it on
   */
  public record Deposit(long block, String transaction, String from, BigInteger wei) {}

  /**
   * All deposits.
   *
   * @param deposits in the order of the chain
   */
  public record Verdict(List<Deposit> deposits) {
    public BigInteger total() {
      return deposits.stream().map(Deposit::wei).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What each sender's deposits come to. */
    public Map<String, BigInteger> bySender() {
      Map<String, BigInteger> sums = new HashMap<>();
      deposits.forEach(one -> sums.merge(one.from(), one.wei(), BigInteger::add));
      return sums;
    }
  }

  /** What one block adds. */
  private record Found(
      long block, List<Deposit> deposits, BigInteger etherMoved, BigInteger tokensMoved) {}

  /**
   * Looks at blocks 1 to the newest.
   *
   * @throws IllegalStateException when the chain's own balances contradict what was found
   */
  public static Verdict judge(URI node, ChainFixture fixture)
      throws InterruptedException, ExecutionException {
    try (AnvilRpc rpc = new AnvilRpc(node);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      long head = rpc.call("eth_blockNumber").number();
      List<Future<List<Found>>> parts = new ArrayList<>();
      for (int part = 0; part < THREADS; part++) {
        long first = 1L + part;
        parts.add(threads.submit(() -> share(node, fixture, first, head)));
      }
      List<Found> blocks = new ArrayList<>();
      for (Future<List<Found>> part : parts) {
        blocks.addAll(part.get());
      }
      blocks.sort(Comparator.comparingLong(Found::block));
      return new Oracle(rpc, fixture).verdict(blocks);
    }
  }

  /** Each thread has a connection of its own, and every so manieth block. */
  private static List<Found> share(URI node, ChainFixture fixture, long first, long head) {
    List<Found> blocks = new ArrayList<>();
    try (AnvilRpc rpc = new AnvilRpc(node)) {
      Oracle oracle = new Oracle(rpc, fixture);
      for (long number = first; number <= head; number += THREADS) {
        blocks.add(oracle.block(number));
      }
    }
    return blocks;
  }

  private Verdict verdict(List<Found> blocks) {
    List<Deposit> deposits = new ArrayList<>();
    BigInteger ether = fixture.endowment();
    BigInteger tokens = BigInteger.ZERO;
    for (Found block : blocks) {
      deposits.addAll(block.deposits());
      ether = ether.add(block.etherMoved());
      tokens = tokens.add(block.tokensMoved());
    }
    require(ether, rpc.call("eth_getBalance", fixture.hotWallet(), "latest").wei(), "ether");
    require(tokens, tokensOfTheHotWallet(), "tokens");
    return new Verdict(List.copyOf(deposits));
  }

  private Found block(long number) {
    RpcValue block = rpc.call("eth_getBlockByNumber", RpcValue.quantity(number), true);
    List<Deposit> deposits = new ArrayList<>();
    BigInteger ether = BigInteger.ZERO;
    BigInteger tokens = BigInteger.ZERO;
    for (RpcValue transaction : block.at("transactions").items()) {
      String hash = transaction.at("hash").text();
      RpcValue receipt = rpc.call("eth_getTransactionReceipt", hash);
      RpcValue trace = rpc.call("debug_traceTransaction", hash, Map.of("tracer", "callTracer"));
      if (transaction.at("from").text().equals(fixture.hotWallet())) {
        BigInteger price = receipt.at("effectiveGasPrice").wei();
        ether = ether.subtract(receipt.at("gasUsed").wei().multiply(price));
      }
      for (RpcValue frame : standing(trace)) {
        ether = ether.add(etherOf(frame, number, hash, deposits));
      }
      for (RpcValue log : receipt.at("logs").items()) {
        tokens = tokens.add(tokensOf(log, number, hash, deposits));
      }
    }
    return new Found(number, deposits, ether, tokens);
  }

  /** All calls of a transaction, itself included, that were not taken back. */
  private static List<RpcValue> standing(RpcValue frame) {
    if (!frame.at("error").isNull()) {
      return List.of();
    }
    List<RpcValue> all = new ArrayList<>(List.of(frame));
    frame.at("calls").items().forEach(call -> all.addAll(standing(call)));
    return all;
  }

  private BigInteger etherOf(RpcValue frame, long number, String hash, List<Deposit> deposits) {
    String kind = frame.at("type").text();
    if (kind.equals("DELEGATECALL") || kind.equals("STATICCALL") || frame.at("value").isNull()) {
      return BigInteger.ZERO;
    }
    BigInteger wei = frame.at("value").wei();
    boolean comes = fixture.hotWallet().equals(frame.at("to").raw());
    boolean goes = fixture.hotWallet().equals(frame.at("from").raw());
    if (comes == goes) {
      return BigInteger.ZERO;
    }
    if (comes && wei.signum() > 0) {
      deposits.add(new Deposit(number, hash, frame.at("from").text(), wei));
    }
    return comes ? wei : wei.negate();
  }

  private BigInteger tokensOf(RpcValue log, long number, String hash, List<Deposit> deposits) {
    List<RpcValue> topics = log.at("topics").items();
    if (!log.at("address").text().equals(fixture.token())
        || !topics.getFirst().text().equals(TokenContract.TRANSFER_EVENT)
        || !address(topics.get(2)).equals(fixture.hotWallet())) {
      return BigInteger.ZERO;
    }
    BigInteger parts = log.at("data").wei();
    if (ChainFixture.worth(parts).signum() > 0) {
      deposits.add(new Deposit(number, hash, address(topics.get(1)), ChainFixture.worth(parts)));
    }
    return parts;
  }

  private BigInteger tokensOfTheHotWallet() {
    Map<String, String> question =
        Map.of("to", fixture.token(), "data", TokenContract.balanceOf(fixture.hotWallet()));
    return rpc.call("eth_call", question, "latest").wei();
  }

  private static String address(RpcValue topic) {
    return "0x" + topic.text().substring(26);
  }

  private static void require(BigInteger found, BigInteger owned, String what) {
    if (!found.equals(owned)) {
      throw new IllegalStateException(
          "the hot wallet owns %s %s, and %s were found".formatted(owned, what, found));
    }
  }
}
