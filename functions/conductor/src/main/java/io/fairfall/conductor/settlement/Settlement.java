package io.fairfall.conductor.settlement;

import io.fairfall.ledger.Accounts;
import io.fairfall.platform.Log;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Settles accounts side by side. One that fails is reported and holds no other up. */
public final class Settlement {
  private static final int MAX_ACCOUNTS_AT_ONCE = 16;

  private final Accounts accounts;

  public Settlement(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Settles players' accounts; doing it again does nothing.
   *
   * @param isOver whether to begin with no further account
   * @return those that failed, and those that it did not come to
   */
  Set<String> settle(Collection<String> players, BooleanSupplier isOver) {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    Semaphore free = new Semaphore(MAX_ACCOUNTS_AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String player : players) {
        threads.execute(
            () -> {
              free.acquireUninterruptibly();
              try {
                if (isOver.getAsBoolean()) {
                  failed.add(player);
                } else {
                  accounts.settle(player);
                }
              } catch (RuntimeException failure) {
                Log.failure("account_not_settled", failure, Map.of("player", player));
                failed.add(player);
              } finally {
                free.release();
              }
            });
      }
    }
    return Set.copyOf(failed);
  }
}
