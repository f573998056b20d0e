package io.fairfall.deposits.balance;

import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.balance.BlockTracer.Look;
import io.fairfall.deposits.balance.BlockTracer.Task;
import io.fairfall.deposits.balance.BlockTracer.Traced;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.InternalTransfer;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node that answers only so many traces, and then no more for a while, is not asked anew. */
class KeptTracesTest {
  private static final String BLOCK = hash(999);
  private static final String PAYER = "0x00000000000000000000000000000000000000aa";
  private static final int LIMIT = 7;

  private final Map<String, Integer> asked = new HashMap<>();
  private int left;

  private static String hash(int number) {
    return "0x%064x".formatted(number);
  }

  /** A node of one block, each of whose transactions passes on one wei. */
  private Chain node() {
    return (Chain)
        Proxy.newProxyInstance(
            Chain.class.getClassLoader(),
            new Class<?>[] {Chain.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "hasWitnesses" -> false;
                  case "blockHash" -> new Known<>(BLOCK);
                  case "internalTransfers" -> traced((String) arguments[0]);
                  case "agreed" -> answered((Chain) self, arguments[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @SuppressWarnings("unchecked")
  private static Object answered(Chain node, Object question) {
    return ((Function<Chain, RpcResult<Object>>) question).apply(node);
  }

  private synchronized RpcResult<List<InternalTransfer>> traced(String hash) {
    if (left == 0) {
      return new Failed<>(Failure.RATE_LIMITED, "429");
    }
    left--;
    asked.merge(hash, 1, Integer::sum);
    return new Known<>(List.of(new InternalTransfer(0, PAYER, HOUSE, BigInteger.ONE)));
  }

  @Test
  void whatWasTracedBeforeARateLimitIsNotAskedAgain() {
    BlockTracer tracer =
        new BlockTracer(node(), new DepositRules(1, HOUSE, Map.of()), 0, new Semaphore(1));
    List<String> transactions =
        IntStream.range(0, 3 * LIMIT).mapToObj(KeptTracesTest::hash).toList();
    Task block = new Task(5, BLOCK, transactions);
    Look look = new Look(Cursor.startingAfter(4, hash(998)), 0, new AtomicInteger());
    for (int time = 0; time < 2; time++) {
      left = LIMIT;
      assertTrue(
          tracer.trace(look, block, BigInteger.valueOf(3L * LIMIT)) instanceof Failed<Traced>);
    }
    left = LIMIT;
    RpcResult<Traced> all = tracer.trace(look, block, BigInteger.valueOf(3L * LIMIT));
    assertTrue(all instanceof Known<Traced>(Traced found) && found.transfers().size() == 3 * LIMIT);
    assertEquals(3 * LIMIT, asked.size());
    assertTrue(asked.values().stream().allMatch(times -> times == 1), asked.toString());
    left = 1;
    tracer.trace(look, block, BigInteger.TEN);
    assertEquals(2, asked.get(hash(0)), "a block that was traced to its end is remembered no more");
  }

  @Test
  void theBlockThatWaitsLongestGoesFirst() {
    KeptTraces kept = new KeptTraces();
    for (int number = 0; number < KeptTraces.MAX_KEPT; number++) {
      kept.keep(number == 0 ? "old" : "new", hash(number), List.of());
    }
    assertTrue(kept.find("old", hash(0)).isPresent());
    kept.keep("newest", hash(0), List.of());
    assertTrue(kept.find("old", hash(0)).isEmpty());
    assertTrue(kept.find("new", hash(1)).isPresent());
    kept.forget("new");
    assertTrue(kept.find("new", hash(1)).isEmpty());
    assertTrue(kept.find("newest", hash(0)).isPresent());
  }
}
