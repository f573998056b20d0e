package io.fairfall.deposits.indexer;

import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.outbox.PlayerWallets;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Wei;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much may lie between two looks at the balance within a minute: 100 blocks at the head, 500
 * while the walk is behind, and fewer where the wallet's own ether moves in many of them.
 */
class UnlookedTest {
  private static final long BASE = 1_000;
  private static final int CONFIRMATIONS = 12;
  private static final CursorReducer WALK =
      new CursorReducer(CONFIRMATIONS, 25, new Wei(BigInteger.ONE));

  /** A node that never says what the balance is: so a look that is begun goes on. */
  private static Chain node(CountDownLatch end) {
    return (Chain)
        Proxy.newProxyInstance(
            Chain.class.getClassLoader(),
            new Class<?>[] {Chain.class},
            (self, method, arguments) -> {
              if (method.getName().equals("balance")) {
                end.await();
                return new Known<>(BigInteger.ZERO);
              }
              return InvocationHandler.invokeDefault(self, method, arguments);
            });
  }

  private static Cursor cursor(long unlooked, int movements) {
    long number = BASE + unlooked + CONFIRMATIONS - 1;
    List<String> ring =
        IntStream.range(0, CursorReducer.RING_BLOCKS).mapToObj(one -> "0x" + one).toList();
    return new CursorChange(Cursor.startingAfter(number, ring, 1L))
        .baseline(BalanceCheckpoint.of(BASE, BigInteger.ZERO))
        .movements(
            IntStream.range(0, movements)
                .mapToObj(one -> new BalanceMovement(BASE + 1 + one, "1"))
                .toList())
        .made();
  }

  @ParameterizedTest
  @CsvSource({
    "99, 0, 0, false",
    "100, 0, 0, true",
    "100, 0, 1, false",
    "499, 0, 1, false",
    "500, 0, 1, true",
    "300, 262, 1, false",
    "300, 263, 1, true"
  })
  void aLookIsBegunWithinTheMinuteOnlyWhereMuchIsUnlooked(
      long unlooked, int movements, long behind, boolean isBegun) {
    CountDownLatch end = new CountDownLatch(1);
    ConfirmationPolicy policy =
        new ConfirmationPolicy(
            node(end),
            new DepositRules(1, HOUSE, Map.of()),
            WALK,
            new PlayerWallets(new MemoryJournals()));
    Cursor cursor = cursor(unlooked, movements);
    try {
      policy.decided(cursor, cursor, cursor.number() + behind, null, 59_999);
      assertEquals(isBegun, policy.isLooking());
    } finally {
      end.countDown();
    }
  }
}
