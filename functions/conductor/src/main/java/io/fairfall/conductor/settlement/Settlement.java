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

/** Settles accounts side by side. One that fails is reported and holds no other up. */
public final class Settlement {
  private static final int MAX_ACCOUNTS_AT_ONCE = 16;

  private final Accounts accounts;

  public Settlement(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Settles players' accounts; doing it again does nothing. Answers with those that failed. */
  Set<String> settle(Collection<String> players) {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    Semaphore free = new Semaphore(MAX_ACCOUNTS_AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String player : players) {
        threads.execute(
            () -> {
              free.acquireUninterruptibly();
              try {
                accounts.settle(player);
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
