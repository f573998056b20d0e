package io.fairfall.anvil.world;

import io.fairfall.anvil.AnvilRpc;
import io.fairfall.anvil.RpcValue;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All ether that came to an account, and all that left it, found in the plainest way there is: each
 * transaction of each block is traced and its receipt is read. It shares no code with whoever is
 * judged by it, and is judged itself: what it finds is by how much the account's balance grew.
 */
public final class ValueOracle {
  /** A trace is as deep as the machine allows, and so is the reader of its text. */
  private static final long STACK_BYTES = 512L << 20;

  private final AnvilRpc rpc;
  private final String account;

  private ValueOracle(AnvilRpc rpc, String account) {
    this.rpc = rpc;
    this.account = account;
  }

  /**
   * Ether that came.
   *
   * @param block in which it came
   * @param transaction its hash
   * @param from who sent it: a contract, where one passed it on
   * @param isInternal whether a contract passed it on
   */
  public record Received(
      long block, String transaction, String from, BigInteger wei, boolean isInternal) {}

  /** What one block did to the account. */
  private record Moved(List<Received> received, BigInteger change) {}

  /**
   * All that came in some blocks, in the order of the chain.
   *
   * @param account a lower-case address
   * @param endowed wei that the account was given in these blocks by the test, and not by the chain
   * @throws IllegalStateException where the account's own balance contradicts what was found
   */
  public static List<Received> into(
      URI node, String account, long first, long last, BigInteger endowed) {
    AtomicReference<List<Received>> found = new AtomicReference<>(List.of());
    AtomicReference<RuntimeException> failed = new AtomicReference<>();
    Thread reader =
        new Thread(
            null,
            () -> {
              try (AnvilRpc rpc = new AnvilRpc(node)) {
                found.set(new ValueOracle(rpc, account).read(first, last, endowed));
              } catch (RuntimeException failure) {
                failed.set(failure);
              }
            },
            "oracle",
            STACK_BYTES);
    reader.start();
    try {
      reader.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
    RuntimeException failure = failed.get();
    if (failure != null) {
      throw failure;
    }
    return found.get();
  }

  private List<Received> read(long first, long last, BigInteger endowed) {
    List<Received> all = new ArrayList<>();
    BigInteger change = endowed;
    for (long number = first; number <= last; number++) {
      Moved moved = block(number);
      all.addAll(moved.received());
      change = change.add(moved.change());
    }
    BigInteger grown = balance(last).subtract(balance(first - 1));
    if (!grown.equals(change)) {
      throw new IllegalStateException(
          "%s grew by %s, and %s was found".formatted(account, grown, change));
    }
    return List.copyOf(all);
  }

  private BigInteger balance(long block) {
    return rpc.call("eth_getBalance", account, RpcValue.quantity(block)).wei();
  }

  private Moved block(long number) {
    RpcValue block = rpc.call("eth_getBlockByNumber", RpcValue.quantity(number), true);
    List<Received> received = new ArrayList<>();
    BigInteger change = BigInteger.ZERO;
    for (RpcValue transaction : block.at("transactions").items()) {
      String hash = transaction.at("hash").text();
      if (transaction.at("from").text().equals(account)) {
        RpcValue receipt = rpc.call("eth_getTransactionReceipt", hash);
        BigInteger fee =
            receipt.at("gasUsed").wei().multiply(receipt.at("effectiveGasPrice").wei());
        change = change.subtract(fee);
      }
      if (isBareTransfer(transaction)) {
        change = change.add(bare(transaction, number, received));
        continue;
      }
      RpcValue trace = rpc.call("debug_traceTransaction", hash, Map.of("tracer", "callTracer"));
      change = change.add(traced(trace, number, hash, received));
    }
    return new Moved(received, change);
  }

  /** One that may use no more gas than a transfer costs, and so runs nothing. */
  private static boolean isBareTransfer(RpcValue transaction) {
    return transaction.at("gas").number() == 21_000 && !transaction.at("to").isNull();
  }

  private BigInteger bare(RpcValue transaction, long number, List<Received> received) {
    String from = transaction.at("from").text();
    boolean comes = account.equals(transaction.at("to").raw());
    BigInteger wei = transaction.at("value").wei();
    if (comes == from.equals(account)) {
      return BigInteger.ZERO;
    }
    if (comes && wei.signum() > 0) {
      received.add(new Received(number, transaction.at("hash").text(), from, wei, false));
    }
    return comes ? wei : wei.negate();
  }

  /** All calls that were not taken back, each with those within it still to be seen. */
  private BigInteger traced(RpcValue trace, long number, String hash, List<Received> received) {
    if (!trace.at("error").isNull()) {
      return BigInteger.ZERO;
    }
    BigInteger change = moved(trace, false, number, hash, received);
    Deque<RpcValue> open = new ArrayDeque<>(trace.at("calls").items());
    while (!open.isEmpty()) {
      RpcValue frame = open.pop();
      if (frame.at("error").isNull()) {
        change = change.add(moved(frame, true, number, hash, received));
        frame.at("calls").items().reversed().forEach(open::push);
      }
    }
    return change;
  }

  private BigInteger moved(
      RpcValue frame, boolean isInternal, long number, String hash, List<Received> received) {
    String kind = frame.at("type").text();
    if (kind.equals("DELEGATECALL") || kind.equals("STATICCALL") || frame.at("value").isNull()) {
      return BigInteger.ZERO;
    }
    BigInteger wei = frame.at("value").wei();
    boolean comes = account.equals(frame.at("to").raw());
    boolean goes = account.equals(frame.at("from").raw());
    if (comes == goes) {
      return BigInteger.ZERO;
    }
    if (comes && wei.signum() > 0) {
      received.add(new Received(number, hash, frame.at("from").text(), wei, isInternal));
    }
    return comes ? wei : wei.negate();
  }

  /** What came in each transaction, of amounts that are not below a minimum. */
  public static Map<String, BigInteger> byTransaction(List<Received> all, BigInteger minimum) {
    Map<String, BigInteger> sums = new HashMap<>();
    for (Received one : all) {
      if (one.wei().compareTo(minimum) >= 0) {
        sums.merge(one.transaction(), one.wei(), BigInteger::add);
      }
    }
    return sums;
  }
}
