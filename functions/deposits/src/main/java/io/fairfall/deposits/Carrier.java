package io.fairfall.deposits;

import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries out what a cursor says is decided, and tells those whom it concerns. All of it can be
 * done again, by anybody, at any time: a credit has a key that it happens once under, and so has
 * whatever is kept for somebody to claim.
 */
final class Carrier {
  /** Players who are served at one time; each is served one thing after another. */
  private static final int MAX_CONCURRENT = 8;

  private final Accounts accounts;
  private final Unattributed unattributed;
  private final Wallets wallets;
  private final Telling telling;
  private final AtomicLong credited = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();

  Carrier(Accounts accounts, Unattributed unattributed, Wallets wallets, Telling telling) {
    this.accounts = accounts;
    this.unattributed = unattributed;
    this.wallets = wallets;
    this.telling = telling;
  }

  /** Transfers that were credited through this object, once more or for the first time. */
  long credited() {
    return credited.get();
  }

  /** Transfers that were kept for somebody to claim. */
  long kept() {
    return kept.get();
  }

  /**
   * Does everything that a saved cursor says; a failure leaves the rest for the next time.
   *
   * @param isBehind whether the walk goes on at once: then confirmations that will be outdated in a
   *     moment are told to nobody, and only what was decided is
   */
  void carryOut(Cursor cursor, boolean isBehind) throws InterruptedException {
    Map<String, List<Ended>> bySender = new LinkedHashMap<>();
    if (!isBehind) {
      cursor.pending().forEach(transfer -> bySender.put(transfer.from(), new ArrayList<>()));
    }
    cursor
        .outbox()
        .forEach(
            one ->
                bySender.computeIfAbsent(one.transfer().from(), _ -> new ArrayList<>()).add(one));
    if (bySender.isEmpty()) {
      return;
    }
    List<Callable<Boolean>> tasks = new ArrayList<>();
    bySender.forEach((sender, news) -> tasks.add(() -> serve(sender, news, cursor)));
    if (tasks.size() == 1) {
      Map.Entry<String, List<Ended>> only = bySender.entrySet().iterator().next();
      serve(only.getKey(), only.getValue(), cursor);
      return;
    }
    await(tasks);
  }

  /** Credits one transfer, whoever asks how often. */
  void credit(String player, String key, Transfer transfer) {
    Answer answer = accounts.deposit(player, new Operation.Deposit(key, transfer.amount()));
    if (!(answer instanceof Answer.Ok)) {
      throw new IllegalStateException("the ledger does not take " + key + ": " + answer);
    }
    credited.incrementAndGet();
  }

  private boolean serve(String sender, List<Ended> news, Cursor cursor) {
    for (Ended one : news) {
      switch (one.fate()) {
        case CREDITED -> credit(sender, one.transfer().key(), one.transfer());
        case UNATTRIBUTED -> {
          if (unattributed.keep(one.transfer())) {
            kept.incrementAndGet();
          }
        }
        case ORPHANED -> {} // it never was more than seen
      }
    }
    if (wallets.isKnown(sender)) {
      telling.tell(sender, cursor);
    }
    return true;
  }

  private static void await(List<Callable<Boolean>> tasks) throws InterruptedException {
    Semaphore places = new Semaphore(MAX_CONCURRENT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> futures = new ArrayList<>();
      for (Callable<Boolean> task : tasks) {
        places.acquire();
        futures.add(
            threads.submit(
                () -> {
                  try {
                    return task.call();
                  } finally {
                    places.release();
                  }
                }));
      }
      for (Future<Boolean> future : futures) {
        future.get();
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }
}
