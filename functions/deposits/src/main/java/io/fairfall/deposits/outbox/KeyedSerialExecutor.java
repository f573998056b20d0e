package io.fairfall.deposits.outbox;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Things to do for many: several at one time, and for each of them one after another, in the order
 * in which they were asked for. After a failure nothing new is begun for whom it failed, and
 * whoever waits is told of it.
 */
final class KeyedSerialExecutor implements AutoCloseable {
  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final Semaphore places;
  private volatile boolean isStopped;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

  /**
   * Nothing to do yet.
   *
   * @param concurrent errands that are done at one time
   */
  KeyedSerialExecutor(int concurrent) {
    this.places = new Semaphore(concurrent);
  }

  /** Has something done for somebody, after everything that was asked for before. */
  void add(String whom, Runnable errand) {
    add(whom, NOTHING, errand);
  }

  /**
   * As above, and not before something else is done.
   *
   * @param first after whose failure this is not begun
   */
  void add(String whom, CompletableFuture<Void> first, Runnable errand) {
    last.compute(
        whom,
        (_, before) ->
            (before == null ? first : CompletableFuture.allOf(before, first))
                .thenRunAsync(() -> run(errand), threads));
  }

  /** When everything is over that some have had asked for so far, however it ended. */
  CompletableFuture<Void> afterAll(Collection<String> whom) {
    return CompletableFuture.allOf(
            whom.stream()
                .map(one -> last.getOrDefault(one, NOTHING))
                .toArray(CompletableFuture[]::new))
        .handle((_, _) -> null);
  }

  private void run(Runnable errand) {
    places.acquireUninterruptibly();
    try {
      if (!isStopped) {
        errand.run();
      }
    } finally {
      places.release();
    }
  }

  /**
   * Throws what failed so far.
   *
   * @throws RuntimeException of the errand
   */
  void check() {
    last.values().stream().filter(CompletableFuture::isCompletedExceptionally).forEach(this::join);
  }

  /** Waits until everything is done; throws what failed, when nothing is under way any more. */
  void await() {
    try {
      CompletableFuture.allOf(last.values().toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException failed) {
      throw thrown(failed);
    } finally {
      last.clear();
    }
  }

  /**
   * As above, but not longer than some milliseconds.
   *
   * @return whether everything is done
   */
  boolean await(long ms) {
    try {
      CompletableFuture.allOf(last.values().toArray(CompletableFuture[]::new))
          .get(ms, TimeUnit.MILLISECONDS);
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      last.clear();
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new CompletionException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopped);
    }
    last.clear();
    return true;
  }

  /** From now on nothing is begun any more; what is under way is let be. */
  void stop() {
    isStopped = true;
  }

  private void join(CompletableFuture<Void> done) {
    try {
      done.join();
    } catch (CompletionException failed) {
      throw thrown(failed);
    }
  }

  private static RuntimeException thrown(CompletionException failed) {
    return failed.getCause() instanceof RuntimeException cause ? cause : failed;
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    threads.close();
  }
}
