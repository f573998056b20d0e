package io.fairfall.deposits.scan;

import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.ethereumrpc.Block;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.Receipt;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.ethereumrpc.Transaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Blocks full of deposits: while more than ten thousand of them are held, no more is read. */
class ReadAheadTest {
  private static final int EACH = 20;
  private static final int AHEAD = 1_000;
  private static final long HEAD = 5_000;
  private static final long MOST = 10_000;

  private final AtomicLong highest = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();

  private Block block(long number) {
    highest.accumulateAndGet(number, Math::max);
    List<Transaction> transactions =
        IntStream.range(0, EACH)
            .mapToObj(
                index ->
                    new Transaction(
                        "0x%032x%032x".formatted(number, index),
                        index,
                        "0xa",
                        HOUSE,
                        BigInteger.TEN,
                        Transaction.BARE_TRANSFER_GAS))
            .toList();
    return new Block(number, "0x" + number, "0x" + (number - 1), "0x", 0, transactions);
  }

  private List<Receipt> receipts(Block block) {
    answered.incrementAndGet();
    return block.transactions().stream()
        .map(one -> new Receipt(one.hash(), true, BigInteger.ZERO, List.of()))
        .toList();
  }

  private Chain node() {
    return (Chain)
        Proxy.newProxyInstance(
            Chain.class.getClassLoader(),
            new Class<?>[] {Chain.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "block" -> new Known<>(block((Long) arguments[0]));
                  case "receipts" ->
                      arguments[0] instanceof Block one
                          ? new Known<>(receipts(one))
                          : InvocationHandler.invokeDefault(self, method, arguments);
                  default -> InvocationHandler.invokeDefault(self, method, arguments);
                });
  }

  @Test
  void nothingMoreIsReadWhileMuchIsHeld() throws Exception {
    try (BlockScanner scanner = new BlockScanner(node(), new DepositRules(1, HOUSE, Map.of()))) {
      long next = 1L + scanner.next(1, HEAD).blocks().size();
      while (answered.get() < AHEAD) {
        Thread.sleep(5);
      }
      assertEquals(AHEAD, highest.get());
      while ((AHEAD - next) * EACH > MOST + AHEAD) {
        List<ScannedBlock> blocks = scanner.next(next, HEAD).blocks();
        assertEquals(BlockScanner.WINDOW_TRANSFERS / EACH, blocks.size());
        next += blocks.size();
        assertEquals(AHEAD, highest.get(), "nothing beyond what is held");
      }
      while (next < AHEAD) { // and what is held is taken, until there is room
        List<ScannedBlock> blocks = scanner.next(next, HEAD).blocks();
        assertEquals(next, blocks.getFirst().number());
        next += blocks.size();
      }
      assertTrue(highest.get() > AHEAD, "then it reads on");
    }
  }
}
